import { execFileSync, spawnSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, dirname, join } from "node:path";
import { load } from "js-yaml";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { registry } from "../../components/registry.ts";
import description from "../../package.json" with { type: "json" };
import { type ProgramName, programs } from "../../programs/table.ts";
import { compileCache } from "../../sandbox/environment.ts";
import { anchors, fences, read, relativeLinks, root } from "../docs/markdown.ts";
import { oldestNode } from "../setup/oldest-node.ts";
import { doors as documented, examplesIn, exportedBy } from "./exported.ts";
import { programsInOtherLanguages } from "./languages.ts";

/**
 * The package as its users have it: packed, and unpacked into a project that holds nothing but what it declares to depend on. The third-party
 * packages are links to those of the work tree, so that no registry is needed.
 */
const project = mkdtempSync(join(tmpdir(), "slostack-package-"));
const installed = join(project, "node_modules", "slostack");
afterAll(() => rmSync(project, { recursive: true, force: true }));

let files: readonly string[];
let size: number;

/** On which its commands are run: the Node of the work tree, and the oldest that package.json allows. */
const runtimes = ["this Node", "the oldest Node"] as const;
type Runtime = (typeof runtimes)[number];
const oldest = `${description.engines.node.replace(/^>=/, "")}.0`;
let binaries: Readonly<Record<Runtime, string>>;

beforeAll(async () => {
  binaries = { "this Node": process.execPath, "the oldest Node": await oldestNode(oldest) };
  execFileSync("npm", ["run", "build"], { cwd: root });
  const packed = execFileSync("npm", ["pack", "./dist", "--json", "--pack-destination", project], { cwd: root, encoding: "utf8" });
  const [tarball] = JSON.parse(packed) as [{ filename: string; size: number; files: { path: string }[] }];
  files = tarball.files.map(({ path }) => path);
  size = tarball.size;
  mkdirSync(installed, { recursive: true });
  execFileSync("tar", ["-xzf", join(project, tarball.filename), "-C", installed, "--strip-components", "1"]);
  writeFileSync(join(project, "package.json"), JSON.stringify({ name: "monitoring", type: "module" }));
  for (const name of Object.keys(description.dependencies)) link(name);
  execFileSync("git", ["init", "--quiet"], { cwd: project });
});

function link(name: string): void {
  const to = join(project, "node_modules", name);
  if (existsSync(to)) return;
  mkdirSync(dirname(to), { recursive: true });
  symlinkSync(join(root, "node_modules", name), to);
}

const bin = join(installed, description.bin.slostack);

/** What a module was compiled to serves the next process too, as it does behind the command. */
const compiled = { ...process.env, NODE_COMPILE_CACHE: compileCache(process.env) };

interface Answer {
  readonly exitCode: number | null;
  readonly output: string;
}

function slostack(...args: readonly string[]): Answer {
  const { status, stdout, stderr } = spawnSync(process.execPath, [bin, ...args], { cwd: project, encoding: "utf8" });
  return { exitCode: status, output: stdout + stderr };
}

/** Runs a command as a shell does in which a Node of this kind comes first on PATH. */
function commandOn(runtime: Runtime, cwd: string, command: string, ...args: readonly string[]): Answer {
  const env = { ...compiled, PATH: `${dirname(binaries[runtime])}${delimiter}${process.env.PATH}` };
  const { status, stdout, stderr } = spawnSync(command, args, { cwd, encoding: "utf8", env });
  return { exitCode: status, output: stdout + stderr };
}

describe("the tarball", () => {
  test("holds what a registry and a lawyer look for", () => {
    expect(files).toEqual(expect.arrayContaining(["package.json", "README.md", "LICENSE", "CHANGELOG.md", "SECURITY.md"]));
  });

  test("holds compiled modules, each with its types, and neither sources nor maps to them", () => {
    // What the pages of a site load is a script of a browser, and no module.
    const modules = files.filter((file) => file.endsWith(".js") && file !== "cli/site/search.js");
    expect(modules.length).toBeGreaterThan(100);
    expect(files).toEqual(expect.arrayContaining(modules.map((file) => file.replace(/\.js$/, ".d.ts"))));
    expect(files.filter((file) => file.endsWith(".map"))).toEqual([]);
    expect(files.filter((file) => /(?<!\.d)\.ts$/.test(file))).toEqual([]);
  });

  test("holds no test, example or benchmark, and nothing of this repository's own stack", () => {
    expect(files.filter((file) => /(^|\/)(test|bench|example|catalog|\.ci)\/|(^|\/)Pulumi\.|\.test\./.test(file))).toEqual([]);
  });

  test("holds the plugin for other languages of Pulumi", () => {
    expect(files).toEqual(expect.arrayContaining(["PulumiPlugin.yaml", "package.json", "index.cjs"].map((name) => `plugin/${name}`)));
    expect(files).toContain("plugin/main.js");
  });

  test("every relative link of its pages leads to what it holds, and to a heading that is there", () => {
    const pages = files.filter((file) => file.endsWith(".md") && !/(^|\/)(init|first)\//.test(file));
    expect(pages).toEqual(expect.arrayContaining(["README.md", "docs/ci.md", "docs/catalog.md", "components/grafana/README.md"]));
    const broken = pages.flatMap((page) => {
      const text = readFileSync(join(installed, page), "utf8");
      return relativeLinks(text).flatMap((link) => {
        const [path = "", anchor] = link.split("#");
        const target = path === "" ? page : join(dirname(page), path);
        const there = existsSync(join(installed, target));
        const found =
          anchor === undefined || !target.endsWith(".md") || (there && anchors(readFileSync(join(installed, target), "utf8")).has(anchor));
        return there && found ? [] : [`${page}: ${link}`];
      });
    });
    expect(broken).toEqual([]);
    expect(relativeLinks(readFileSync(join(installed, "README.md"), "utf8"))).toContain("docs/catalog.md");
  });

  test("holds the Go module of every program that its code finds, so that it can be built", () => {
    const named = files
      .filter((file) => file.endsWith(".js"))
      .flatMap((file) => [...readFileSync(join(installed, file), "utf8").matchAll(/findProgram\("(\w+)"/g)].map(([, name]) => name));
    expect(named).toEqual(expect.arrayContaining(["amtool", "promql", "promtool", "pulumi"]));
    const modules = named.map((name) => programs[name as ProgramName].module);
    expect(files).toEqual(expect.arrayContaining(modules.map((module) => `programs/${module}/go.mod`)));
  });

  test("is below 2 MB", () => {
    expect(size).toBeLessThan(2_000_000);
  });
});

describe("the command of the installed package", () => {
  beforeAll(() => {
    expect(slostack("init", "acme", "--catalog-only")).toMatchObject({ exitCode: 0 });
    const git = (...args: string[]) =>
      execFileSync("git", ["-c", "user.name=a", "-c", "user.email=a@example.com", ...args], { cwd: project });
    git("add", "acme");
    git("commit", "--quiet", "--message", "a catalog");
    const system = join(project, "acme/systems/shop.yaml");
    writeFileSync(system, readFileSync(system, "utf8").replace("99.9%", "99.5%"));
  });

  test("the oldest Node is the one that package.json allows", () => {
    expect(commandOn("the oldest Node", project, "node", "--version").output).toBe(`v${oldest}\n`);
  });

  const commands: readonly (readonly [args: readonly string[], said: string])[] = [
    [["--version"], description.version],
    [["--help"], "Usage: slostack"],
    [["check"], "2 files, 0 errors"],
    [["plan"], "slostack:pagerduty:OnCall"],
    [["oncall", "--at", "2026-01-12T03:00:00Z", "--service", "shop/web", "--severity", "critical"], "First Engineer"],
    [["render"], "files of prod"],
    [["review", "--base", "HEAD", "--out", "review"], "target 99.9% -> 99.5%"],
    [["prove"], "0 not proved"],
    [["show"], "1 service, 1 SLO, "],
    [["runbooks"], "runbooks written"],
  ];
  const ofAcme = (args: readonly string[]) => [...args, ...(args[0]?.startsWith("--") ? [] : ["--catalog", "acme"])];

  test.each(commands)("runs: %j", (args, said) => {
    const { exitCode, output } = slostack(...ofAcme(args));
    expect(output).toContain(said);
    expect(output).not.toMatch(/Warning:/);
    expect(exitCode).toBe(0);
  });

  // Processes of single commands on it are below, with a repository of one's own.
  test("runs all of them on the oldest Node", () => {
    const program = `
      import { runCommandLine } from ${JSON.stringify(join(installed, "cli/command-line.js"))};
      const answers = [];
      for (const args of ${JSON.stringify(commands.map(([args]) => ofAcme(args)))}) {
        let output = "";
        const take = (text) => { output += text; };
        answers.push({ exitCode: await runCommandLine(args, { write: take, log: take, columns: () => ({}) }), output });
      }
      console.log(JSON.stringify(answers));`;
    const { stdout, stderr } = spawnSync(binaries["the oldest Node"], ["--input-type=module", "--eval", program], {
      cwd: project,
      encoding: "utf8",
    });
    expect(stderr).not.toMatch(/Warning:/);
    const answers = JSON.parse(stdout) as readonly Answer[];
    expect(answers.map(({ exitCode }) => exitCode)).toEqual(commands.map(() => 0));
    for (const [index, [, said]] of commands.entries()) {
      expect(answers[index]?.output).toContain(said);
      expect(answers[index]?.output).not.toMatch(/Warning:/);
    }
  });

  test.each([
    [
      "sandbox",
      "slostack sandbox needs @pulumi/pulumi, @grpc/grpc-js, google-protobuf, which are not installed: npm install @pulumi/pulumi@^",
    ],
    ["drift", "stack prod needs @pulumi/pulumi, which is not installed: npm install @pulumi/pulumi@^"],
  ])("%s says what it lacks, and the command that installs it", (verb, said) => {
    const { exitCode, output } = slostack(verb, "--catalog", "acme");
    expect(output).toContain(said);
    expect(output.trim().split("\n")).toHaveLength(1);
    expect(exitCode).not.toBe(0);
  });

  test("sandbox stands a stack up once the SDKs of its vendors are there, and names those that are not", () => {
    for (const name of ["@pulumi/pulumi", "@grpc/grpc-js", "google-protobuf", "@pulumi/pagerduty"]) link(name);
    const without = slostack("sandbox", "--catalog", "acme");
    expect(without.output).toContain("Grafana needs @pulumiverse/grafana, which is not installed: npm install @pulumiverse/grafana@^");
    expect(without.output).toContain("Nothing was registered.");
    expect(without.exitCode).not.toBe(0);
    link("@pulumiverse/grafana");
    const { exitCode, output } = slostack("sandbox", "--catalog", "acme");
    expect(output).toMatch(/: \d+ created, 1 unchanged in /);
    expect(exitCode).toBe(0);
  });

  test.each(["datadog,pagerduty,better-stack", "grafana,opsgenie"])("a first catalog for %s is proved, and stands up", (vendors) => {
    for (const name of ["@pulumi/datadog", "@pulumiverse/grafana", "@pulumi/pagerduty"]) link(name);
    const catalog = vendors.replaceAll(",", "-");
    // Its sandbox is called after the organization.
    expect(slostack("init", catalog, "--catalog-only", "--organization", catalog, "--vendors", vendors)).toMatchObject({ exitCode: 0 });
    const proved = slostack("prove", "--catalog", catalog);
    expect(proved.output).toContain("0 not proved");
    expect(proved.exitCode).toBe(0);
    const { exitCode, output } = slostack("sandbox", "--catalog", catalog);
    expect(output).toMatch(/: \d+ created in /);
    expect(exitCode).toBe(0);
  });

  test("is executable", () => {
    expect(statSync(bin).mode & 0o111).toBe(0o111);
  });
});

describe("a repository of one's own", () => {
  const own = join(project, "my-monitoring");
  const at = (command: string, ...args: readonly string[]) => commandOn("this Node", own, command, ...args);
  const git = (...args: readonly string[]) => at("git", "-c", "user.name=a", "-c", "user.email=a@example.com", ...args);

  beforeAll(() => {
    expect(slostack("init", "my-monitoring")).toMatchObject({ exitCode: 0 });
    // What `npm install` makes of its package.json, from this machine alone.
    const { dependencies } = JSON.parse(readFileSync(join(own, "package.json"), "utf8")) as { dependencies: Record<string, string> };
    for (const name of Object.keys(dependencies)) if (name !== "slostack") link(name);
    symlinkSync(join(project, "node_modules"), join(own, "node_modules"));
    mkdirSync(join(own, "node_modules/.bin"), { recursive: true });
    symlinkSync(bin, join(own, "node_modules/.bin/slostack"));
    git("init", "--quiet", "--initial-branch=main");
    git("add", "--all");
    git("commit", "--quiet", "--message", "A monitoring stack");
  });

  test("the pages and schemas that its files name are in the package", () => {
    const named = ["README.md", "catalog/organization.yaml", "catalog/systems/shop.yaml", ".github/workflows/deploy.yml"].flatMap(
      (file) => readFileSync(join(own, file), "utf8").match(/node_modules\/slostack\/[\w./-]+(?:md|json)/g) ?? [],
    );
    expect(named.length).toBeGreaterThan(5);
    expect(named.filter((path) => !existsSync(join(own, path)))).toEqual([]);
  });

  test("its program compiles", () => {
    link("@types/node");
    link("undici-types");
    expect(at(process.execPath, join(root, "node_modules/typescript-7/bin/tsc"), "--skipLibCheck")).toEqual({ exitCode: 0, output: "" });
  });

  test("npm test proves alerts and routes, runbooks, rendered files and settings of both stacks", () => {
    const { exitCode, output } = at("npm", "test");
    expect(output).toContain("success: all checks passed");
    for (const proof of ["check of catalog", "runbooks of catalog", "files of staging", "vendors of prod", "alerts of prod"])
      expect(output).toContain(`${proof}: passed`);
    expect(exitCode).toBe(0);
  });

  test("the tests of the page of the API run in it", () => {
    writeFileSync(join(own, "monitoring.test.ts"), modules.get("monitoring.test.ts") ?? "");
    const { exitCode, output } = at(process.execPath, "--test", "monitoring.test.ts");
    expect(output).toContain("pass 4");
    expect(exitCode).toBe(0);
  });

  test("npm test fails for a page that nobody wrote", () => {
    const page = join(own, "catalog/docs/runbooks/down.md");
    const text = readFileSync(page, "utf8");
    rmSync(page);
    const { exitCode, output } = at("npm", "run", "slostack", "--", "ci", "check");
    writeFileSync(page, text);
    expect(output).toContain("check of catalog: **failed**");
    expect(exitCode).toBe(1);
  });

  test.each(runtimes)("npx slostack writes one on %s", (runtime) => {
    const { exitCode, output } = commandOn(runtime, own, "npx", "slostack", "init", join(project, runtime), "--yes");
    expect(output).toContain("is your repository");
    expect(exitCode).toBe(0);
  });

  test.each(runtimes)("npm start stands it up on %s", (runtime) => {
    rmSync(join(own, ".slostack"), { recursive: true, force: true });
    const { exitCode, output } = commandOn(runtime, own, "npm", "start");
    expect(output).toMatch(/against fake vendors: \d+ created in /);
    expect(output).toMatch(/^ {2}Grafana +1 SLO, \d+ alerts, 1 dashboard$/m);
    expect(commandOn(runtime, own, "npx", "slostack", "show", "grafana").output).toMatch(/^ {2}Shop Web: Down .* pages Shop \(prod\)/m);
    expect(exitCode).toBe(0);
  });

  test("an edit is reviewed and planned", () => {
    const system = join(own, "catalog/systems/shop.yaml");
    writeFileSync(system, readFileSync(system, "utf8").replace("99.9%", "99.5%"));
    expect(at("npm", "run", "slostack", "--", "review", "--base", "HEAD").output).toContain("target 99.9% -> 99.5%");
    expect(at("npm", "run", "slostack", "--", "plan", "--env", "staging")).toMatchObject({ exitCode: 0 });
  });

  test("after an upgrade the key of a former version still works, is reported, and is rewritten", () => {
    const system = join(own, "catalog/systems/shop.yaml");
    const present = readFileSync(system, "utf8");
    writeFileSync(system, present.replace("minimum-traffic:", "quiet-traffic:"));
    const { exitCode, output } = at("npm", "run", "check");
    expect(output).toContain("quiet-traffic is now called minimum-traffic");
    expect(output).toContain("2 files, 0 errors, 1 warning");
    expect(exitCode).toBe(0);
    expect(at("npm", "run", "slostack", "--", "plan")).toMatchObject({ exitCode: 0 });
    expect(at("npm", "run", "slostack", "--", "migrate")).toMatchObject({ exitCode: 0 });
    expect(readFileSync(system, "utf8")).toBe(present);
  });
});

/** The examples of the API, and what they import, as modules of the project; their names. */
function examples(): string[] {
  const organization = load(read("test/model/base/catalog/organization.yaml"));
  const texts = [...documented.flatMap(({ file }) => exportedBy(file).flatMap(({ comment }) => examplesIn(comment))), ...modules.values()];
  writeFileSync(join(project, "organization.ts"), `export const organization = ${JSON.stringify(organization)} as const;\n`);
  writeFileSync(join(project, "catalog.ts"), modules.get("catalog.ts") ?? "");
  return texts.map((text, index) => {
    writeFileSync(join(project, `example-${index}.ts`), text);
    return `example-${index}.ts`;
  });
}

/** The pages' modules by their names. */
const modules = new Map(
  fences(read("docs/api.md")).flatMap(({ info, text }) => (info === "ts" ? [[/^\/\/ ([\w.]+)/.exec(text)?.[1] ?? "", text] as const] : [])),
);

describe("the doors of the installed package", () => {
  beforeAll(() => {
    for (const name of Object.keys(description.peerDependencies)) if (!existsSync(join(project, "node_modules", name))) link(name);
  });

  const doors = Object.keys(description.exports).filter((door) => !door.includes("*") && !door.endsWith(".json"));

  test("there is one for each vendor", () => {
    expect(doors).toEqual(expect.arrayContaining(registry.map(({ name }) => `./${name}`)));
  });

  test.each(doors)("%s can be imported", (door) => {
    const text = `const door = await import(${JSON.stringify(join("slostack", door))}); console.log(Object.keys(door).length);`;
    const { stdout, stderr } = spawnSync(process.execPath, ["--input-type=module", "--eval", text], {
      cwd: project,
      encoding: "utf8",
      env: compiled,
    });
    expect(stderr).toBe("");
    expect(Number(stdout)).toBeGreaterThan(0);
  });

  // A change of the public API changes this file, so that it is seen in review: CHANGELOG.md then says how to move.
  test("declare what the report of the API says", async () => {
    const components = files.filter((file) => /^components\/[\w-]+\/by-itself\/(?!index)[\w-]+\.js$/.test(file)).sort();
    const written = files.filter((file) => /^by-itself\/([\w-]+-)?arguments\.js$|^by-itself\/service-dashboard\.js$/.test(file)).sort();
    const shared = ["./dist/model/load.js", ...[...written, ...components].map((file) => `./dist/${file}`)];
    const declared = [...doors.map((door) => description.exports[door as "."]), ...shared].map((file) => {
      const types = readFileSync(join(installed, file.replace("/dist/", "/").replace(/\.js$/, ".d.ts")), "utf8");
      return `// ${file}\n${types.replaceAll(/^ *\/\*\*[\s\S]*?\*\/\n|^\/\/# .*\n/gm, "")}`;
    });
    await expect(declared.join("\n")).toMatchFileSnapshot("golden/api.d.ts.txt");
  });

  test("the JSON Schemas are found by their names", () => {
    const text = `import schema from "slostack/schema/system.schema.json" with { type: "json" }; console.log(schema.type);`;
    expect(execFileSync(process.execPath, ["--input-type=module", "--eval", text], { cwd: project, encoding: "utf8" })).toBe("object\n");
  });

  test("their types hold in a strict project that checks those of its packages too", () => {
    link("typescript-7");
    link("@types/node");
    link("undici-types");
    const imports = doors.map((door, index) => `import * as door${index} from ${JSON.stringify(join("slostack", door))};`);
    const uses = doors.map((_, index) => `door${index}`);
    const text = `${imports.join("\n")}
import { Slostack } from "slostack";
import { loadCatalog, resolve } from "slostack/catalog";
const { catalog, problems } = loadCatalog("acme");
export const target: string[] = catalog ? resolve(catalog, "prod").systems.map(({ id }) => id) : problems.map(({ what }) => what);
// @ts-expect-error: the types are there, and not any
export const wrong: number = problems;
export const stack = () => new Slostack("monitoring", { catalog: "./acme", environment: "prod", vendors: ["grafana"], protect: true }).outputs;
export const doors = [${uses.join(", ")}];
`;
    writeFileSync(join(project, "index.ts"), text);
    const flags = [
      "--noEmit",
      "--singleThreaded",
      "--allowImportingTsExtensions",
      "--strict",
      "--module",
      "nodenext",
      "--target",
      "es2024",
      "--types",
      "node",
      "--skipLibCheck",
      "false",
      "index.ts",
      ...examples(),
    ];
    const { stdout } = spawnSync(process.execPath, [join(root, "node_modules/typescript-7/bin/tsc"), ...flags], {
      cwd: project,
      encoding: "utf8",
    });
    // The types of @pulumi/policy 1.21.0 name two functions that its own build strips from them.
    const stripped =
      /^\S*node_modules\/@pulumi\/policy\/index\.d\.ts.*"\.\/proxy"' has no exported member '(?:unknownCheckingProxy|UnknownValueError)'\.\n/gm;
    expect(stdout.replaceAll(stripped, "")).toBe("");
  });
});

describe("programs in other languages", () => {
  beforeAll(() => {
    for (const name of Object.keys(description.peerDependencies)) link(name);
  });

  programsInOtherLanguages(project);
});
