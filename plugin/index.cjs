// Pulumi's runner of plugins requires this folder, and awaits the function that it finds. Plain JavaScript, because Node strips no types
// below node_modules: the package has the plugin compiled, the work tree does not.
const { existsSync } = require("node:fs");
const { join } = require("node:path");

module.exports = async () => {
  const { serve } = await import(existsSync(join(__dirname, "main.ts")) ? "./main.ts" : "./main.js");
  await serve(process.argv.slice(2));
};
