// Preloaded into the programs of the sandbox: leaves out what the SDK does for each resource and nobody reads here.
import inspector from "node:inspector";
import { createRequire } from "node:module";

// For each property of each resource the SDK notes a stack trace, without a message, and has every line of it looked up in its
// TypeScript: a third of a program's time. Stripped types move no line: traces of real errors stay as V8 writes them.
const written = (error, frames) => (error.message === "" ? String(error) : [error, ...frames].join("\n    at "));
Object.defineProperty(Error, "prepareStackTrace", { get: () => written, set: () => {} });

const [, entry = ""] = process.argv;
if (/@pulumi[\\/]pulumi[\\/]cmd[\\/]run\b|language-host[\\/]main\.[jt]s$/.test(entry)) {
  // The SDK debugs every program, so that it could store a function in the state. No provider of ours is such a function.
  inspector.Session = class {
    connect() {}
    addListener() {}
    post(_, done) {
      done(null);
    }
  };
  const require = createRequire(entry);
  // Each debug message waits for the engine's answer to the one before: 1,500 calls, of which only the debug log would show anything.
  require("@pulumi/pulumi/log").debug = () => Promise.resolve();
  // The SDK reads npm's own code, so that it could ask which packages a function needs.
  onFirstUse(require, createRequire(require.resolve("@pulumi/pulumi")).resolve("@npmcli/arborist"));
  withoutStack(require("@pulumi/pulumi/runtime/debuggable.js"), "debuggablePromise");
}

/** Puts a module in place that is loaded when somebody reads of it. */
function onFirstUse(require, path) {
  const load = () => {
    delete require.cache[path];
    return require(path);
  };
  let loaded;
  const exports = new Proxy(
    {},
    {
      get(_, name) {
        if (name === "__esModule") return true;
        loaded ??= load();
        return loaded[name];
      },
    },
  );
  require.cache[path] = { id: path, filename: path, loaded: true, children: [], paths: [], exports };
}

/** A function that notes where it was called notes nothing: it is called for every step of every resource. */
function withoutStack(module, name) {
  const original = module[name];
  module[name] = (...args) => {
    const { stackTraceLimit } = Error;
    Error.stackTraceLimit = 0;
    try {
      return original(...args);
    } finally {
      Error.stackTraceLimit = stackTraceLimit;
    }
  };
}
