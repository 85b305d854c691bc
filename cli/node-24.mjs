// Preloaded before TypeScript entries (node --import). Plain JavaScript, because an older Node cannot read the rest.
import module from "node:module";

const major = Number(process.versions.node.split(".")[0]);
if (major < 24) {
  console.error(
    `slostack needs Node 24, and this is ${process.version}. The project brings its own: run it through npm ("npm start", "npm test"),\n` +
      `after "npm ci" with install scripts allowed for the package "node" (see allowScripts in package.json).`,
  );
  process.exit(1);
}

// Types are stripped once and not at every start: half of the time of a short command.
module.enableCompileCache();
