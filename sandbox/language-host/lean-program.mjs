// Preloaded into the programs of the sandbox: leaves out what the SDK does for each resource and nobody reads here.
import inspector from "node:inspector";
import { createRequire } from "node:module";

// For each property of each resource the SDK notes a stack trace, without a message, and has every line of it looked up in its
// TypeScript: a third of a program's time. Stripped types move no line: traces of real errors stay as V8 writes them.
const written = (error, frames) => (error.message === "" ? String(error) : [error, ...frames].join("\n    at "));
Object.defineProperty(Error, "prepareStackTrace", { get: () => written, set: () => {} });

const [, entry = ""] = process.argv;
if (/@pulumi[\\/]pulumi[\\/]cmd[\\/]run\b/.test(entry)) {
  // The SDK debugs every program, so that it could store a function in the state. No provider of ours is such a function.
  inspector.Session = class {
    connect() {}
    addListener() {}
    post(_, done) {
      done(null);
    }
  };
  // Each debug message waits for the engine's answer to the one before: 1,500 calls, of which only the debug log would show anything.
  createRequire(entry)("@pulumi/pulumi/log").debug = () => Promise.resolve();
}
