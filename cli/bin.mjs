#!/usr/bin/env node
// The command `slostack`. Plain JavaScript, because Node strips no types below node_modules: the package has it compiled, the work tree does not.
import { existsSync } from "node:fs";
import module from "node:module";
import { tooOld } from "./old-node.cjs";

const refusal = tooOld(process.versions.node);
if (refusal !== undefined) {
  console.error(refusal);
  process.exit(2);
}
if (existsSync(new URL("slostack.ts", import.meta.url))) {
  await import("./node-24.mjs");
  await import("./slostack.ts");
} else {
  module.enableCompileCache?.();
  await import("./slostack.js");
}
