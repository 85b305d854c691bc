// Pulumi's runner of plugins requires this folder, and awaits the function that it finds. Plain JavaScript that any Node reads: the package has
// the plugin compiled, the work tree does not.
const { existsSync } = require("node:fs");
const { join } = require("node:path");
const { engines } = require("../package.json");

const [major, minor] = engines.node.match(/\d+/g).map(Number);
const [ownMajor, ownMinor] = process.versions.node.split(".").map(Number);
if (ownMajor < major || (ownMajor === major && ownMinor < minor)) {
  console.error(`slostack needs Node ${major}.${minor} or newer on PATH, and this is ${process.version}`);
  process.exit(1);
}

module.exports = async () => {
  const { serve } = await import(existsSync(join(__dirname, "main.ts")) ? "./main.ts" : "./main.js");
  await serve(process.argv.slice(2));
};
