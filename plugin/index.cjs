// Pulumi's runner of plugins requires this folder, and awaits the function that it finds. Plain JavaScript that any Node reads: the package has
// the plugin compiled, the work tree does not.
const { existsSync } = require("node:fs");
const { join } = require("node:path");
const { tooOld } = require("../cli/old-node.cjs");

const refusal = tooOld(process.versions.node);
if (refusal !== undefined) {
  console.error(refusal);
  process.exit(1);
}

module.exports = async () => {
  const { serve } = await import(existsSync(join(__dirname, "main.ts")) ? "./main.ts" : "./main.js");
  await serve(process.argv.slice(2));
};
