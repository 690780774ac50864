// `npm start -- [PATH] [--live]`. Plain JavaScript: it runs on whatever Node the machine has.
import { bootstrap } from "./bootstrap.mjs";
import { exitWith } from "./remedy.mjs";

await exitWith(() => bootstrap("start.ts"));
