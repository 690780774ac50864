import * as z from "zod";

// The page's policy forbids eval. Zod would try it once for every load and be reported for it, so
// it is told before the first schema is built: this module is imported before all others.
z.config({ jitless: true });
