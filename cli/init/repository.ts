import type { Vendor } from "../../components/vendor.ts";
import description from "../../package.json" with { type: "json" };
import type { Composed } from "./compose.ts";
import { type Host, workflows } from "./workflows.ts";

/** A stack of the repository. */
export interface FirstStack {
  /** the environment of the catalog, and the name of the stack */
  readonly name: string;
  /** those that the catalog needs there */
  readonly vendors: readonly Vendor[];
  /** whether the engine refuses to delete what pages or holds data */
  readonly protect: boolean;
}

export interface Repository {
  /** what the folder is called, of which the package gets its name */
  readonly folder: string;
  readonly host: Host;
  readonly stacks: readonly FirstStack[];
}

/** Where the installed package keeps its pages, from the folder of the repository. */
export const installedDocs = "node_modules/slostack/docs";

/** What a company commits beside its catalog: a package that pins slostack, a Pulumi project with its stacks, and CI. */
export function composeRepository(repository: Repository): Composed[] {
  const packages = packagesOf(repository);
  const name = nameOf(repository.folder, Object.values(packages).flatMap(Object.keys));
  const files: Readonly<Record<string, string>> = {
    ".gitignore": "node_modules/\n.slostack/\n.cache/\n",
    "README.md": readme(name, repository.host),
    "index.ts": program,
    "package.json": json({ ...about(name), ...packages }),
    "tsconfig.json": json(compiler),
    "Pulumi.yaml": project(name),
    ...Object.fromEntries(repository.stacks.map((stack) => [`Pulumi.${stack.name}.yaml`, settingsOf(stack)])),
  };
  return [...Object.entries(files).map(([path, text]) => ({ path, text })), ...workflows(repository.host)];
}

const json = (value: unknown): string => `${JSON.stringify(value, null, 2)}\n`;

const program = `import { Slostack } from "slostack";

// Catalog, environment and vendors are settings of the stack: Pulumi.<stack>.yaml. Their paths start here.
process.chdir(import.meta.dirname);

export default await new Slostack("monitoring").outputs;
`;

/** What the sandbox speaks to the engine with, and the engine's own. */
const sdks = ["@grpc/grpc-js", "@pulumi/pulumi", "google-protobuf"];

/** Below 7, as Pulumi's SDK asks of a repository that has it as a dependency. */
const typescript = "5.9.3";

function packagesOf({ stacks }: Repository) {
  const peers: Readonly<Record<string, string>> = description.peerDependencies;
  const needed = [...new Set([...sdks, ...stacks.flatMap(({ vendors }) => vendors.flatMap(({ sdk }) => sdk ?? []))])];
  const pinned = needed.map((sdk) => [sdk, peers[sdk]?.replace(/^\^/, "")]);
  return {
    dependencies: Object.fromEntries([...pinned, ["slostack", description.version]].sort()),
    devDependencies: { "@types/node": description.devDependencies["@types/node"], typescript },
  };
}

/** Longest name of a Pulumi project; npm takes more. */
const longestName = 100;

/**
 * What npm and Pulumi take for a name, of whatever the folder is called.
 *
 * @param taken packages that the repository depends on: npm installs none into a package of the same name
 */
function nameOf(folder: string, taken: readonly string[]): string {
  const words =
    folder
      .normalize("NFKD")
      .replaceAll(/\p{M}/gu, "")
      .toLowerCase()
      .match(/[a-z0-9]+/g) ?? [];
  const name = words.join("-").slice(0, longestName).replace(/-$/, "");
  if (name === "") return "monitoring";
  return taken.includes(name) ? `${name}-monitoring` : name;
}

const about = (name: string) => ({
  name,
  private: true,
  type: "module",
  engines: description.engines,
  scripts: {
    start: "slostack sandbox",
    test: "slostack ci check --prove",
    check: "slostack check",
    drift: "slostack drift",
    runbooks: "slostack runbooks",
    slostack: "slostack",
  },
});

const compiler = {
  compilerOptions: { target: "es2024", module: "nodenext", strict: true, noEmit: true, types: ["node"], allowImportingTsExtensions: true },
  include: ["*.ts"],
};

const project = (name: string): string => `name: ${name}
description: The monitoring stack of the catalog, per environment.
main: index.ts
runtime:
  name: nodejs
  options:
    # Node strips the types itself; nothing is compiled.
    typescript: false
`;

const settingsOf = ({ name, vendors, protect }: FirstStack): string =>
  [
    `# Which accounts hold the monitoring of ${name}. A setting that is missing is named before anything is registered.`,
    "config:",
    `  slostack:environment: ${name}`,
    "  slostack:catalog: catalog",
    `  slostack:vendors: [${vendors.map((vendor) => vendor.name).join(", ")}]`,
    `  slostack:protect: ${protect}`,
    "",
  ].join("\n");

const readme = (name: string, host: Host): string => `# ${name}

The SLOs, alerts, dashboards and on-call of this company, as data in \`catalog/\`. slostack turns them into objects at the vendors, per environment.

\`\`\`sh
npm ci
npm start       # the whole stack with the real Pulumi engine, against fake vendors: needs no account
npm test        # proves catalog, alerts and their routes, runbooks, rendered files and settings of every stack: needs no account
\`\`\`

| To | Run |
|---|---|
| validate after an edit | \`npx slostack check\` |
| see what an edit means for people on call | \`npx slostack review\` |
| see what each vendor gets, and whom a page reaches | \`npx slostack show\` |
| see what would be deployed | \`npx slostack plan\` |
| write alerts and queries into the runbooks | \`npx slostack runbooks\` |
| record new names in the ledger | \`npx slostack ledger\` |
| deploy by hand | \`pulumi up --stack staging\` |

## Before the first deployment

1. Replace everything in \`catalog/\` that ends in \`example.com\`, and name your people.
2. \`pulumi stack init prod\`, and the same for staging.
3. \`pulumi preview --stack prod\` lists the settings that are missing: \`pulumi config set --secret <key> --stack prod\` sets one.
4. Set up CI (${host === "github" ? "`.github/workflows/`" : "`.gitlab-ci.yml`"}): [${installedDocs}/ci.md](${installedDocs}/ci.md).

The language of the catalog: [${installedDocs}/catalog.md](${installedDocs}/catalog.md).
`;
