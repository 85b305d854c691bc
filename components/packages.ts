import { createRequire } from "node:module";
import description from "../package.json" with { type: "json" };

/** Packages that whoever needs them installs, with the versions that serve: npm brings no optional peer by itself. */
const versions: Readonly<Record<string, string>> = description.peerDependencies;

const { resolve } = createRequire(import.meta.url);

/** What is missing for something, and the command that installs it; undefined if all packages are there. */
export function missingPackages(
  what: string,
  names: readonly string[],
): { readonly what: string; readonly remediation: string } | undefined {
  const missing = names.filter((name) => !isInstalled(name));
  if (missing.length === 0) return undefined;
  return {
    what: `${what} needs ${missing.join(", ")}, which ${missing.length === 1 ? "is" : "are"} not installed`,
    remediation: ["npm install", ...missing.map((name) => `${name}@${versions[name]}`)].join(" "),
  };
}

function isInstalled(name: string): boolean {
  try {
    resolve(`${name}/package.json`);
    return true;
  } catch {
    return false;
  }
}
