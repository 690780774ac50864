// Loaded before the unit tests: one seed for every property test, so that a run can be repeated.
// `SEED=12345 npm run test:unit` tries other cases; a failure found that way becomes a test of its own.
import fc from "fast-check";

const usual = 20261121;
const seed = Number(process.env.SEED ?? usual);
fc.configureGlobal({ ...fc.readConfigureGlobal(), seed });
