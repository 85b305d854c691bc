// node bench/rule-file.ts <catalog> <file>: what Sloth does, a specification in and Prometheus rules out, and no more.
import { closeSync, openSync, writeSync } from "node:fs";
import { rulesInParts } from "../artifacts/prometheus/rules.ts";
import { loadCatalog, resolve } from "../language.ts";
import { alertsOf } from "../monitors/alerts.ts";

const [, , directory = "", file = ""] = process.argv;
const { catalog, problems } = loadCatalog(directory);
if (!catalog) throw new Error(problems.map(({ at, what }) => `${at}: ${what}`).join("\n"));
const out = openSync(file, "w");
for (const part of rulesInParts(alertsOf(resolve(catalog, "prod")))) writeSync(out, part);
closeSync(out);
