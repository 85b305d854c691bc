// `npm run build`: the package, in dist/. In the work tree nothing is compiled.
import { execFileSync } from "node:child_process";
import { cpSync, globSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { build } from "rolldown";
import description from "../../package.json" with { type: "json" };
import { withoutDeadLinks } from "./links.ts";

const root = join(import.meta.dirname, "..", "..");
const out = join(root, "dist");

/** What code reads by its path, at the place where it looks for it: templates, schemas, the Go modules of programs that verbs start. */
const assets = [
  "cli/init/{template,prober,status-page}/**/*.*",
  "components/*/first/**/*.*",
  // What `init` makes the CI of a repository from.
  ".github/workflows/*.yml",
  "docs/schema/*.json",
  "programs/{alertmanager,prometheus,promql,pulumi}/*.{go,mod,sum}",
  "sandbox/language-host/{lean-program.mjs,pulumi-language-nodejs}",
  "cli/{bin,node-24}.mjs",
  "cli/site/search.js",
  "cli/old-node.cjs",
  "plugin/*.{cjs,json,yaml}",
  "LICENSE",
];

/** For people who use the package. What is of this repository alone (its own catalog, its architecture) is not among them. */
const pages = [
  "{README,CHANGELOG,SECURITY}.md",
  "docs/{api,catalog,ci,cli,deploy,drift,field-reports,history,install,performance,problems,procedures,review}.md",
  "{analysis,artifacts,components,sandbox}/**/README.md",
];

rmSync(out, { recursive: true, force: true });
const compiler = join(root, "node_modules/typescript-7/bin/tsc");
// Several threads would check the types of the SDKs once each: twice the work.
execFileSync(process.execPath, [compiler, "--project", "tsconfig.build.json", "--singleThreaded"], { cwd: root, stdio: "inherit" });

// Of the chart library one kind of chart is in use, a hundredth of what its package holds: that part is compiled in, with its licences.
const chart = join(out, "analysis/review/chart.js");
await build({ input: chart, platform: "node", output: { file: chart, minify: true, comments: { legal: true } } });
for (const part of globSync("analysis/review/charts/*.js", { cwd: out })) rmSync(join(out, part));
for (const name of ["echarts/LICENSE", "echarts/NOTICE", "zrender/LICENSE", "tslib/LICENSE.txt"])
  cpSync(join(root, "node_modules", name), join(out, "third-party", name));

const copied = globSync([...assets, ...pages], { cwd: root });
for (const file of copied) cpSync(join(root, file), join(out, file));
// Only now is everything there that a page may link to.
for (const page of copied.filter((file) => file.endsWith(".md") && !file.includes("/init/") && !file.includes("/first/")))
  writeFileSync(join(out, page), withoutDeadLinks(readFileSync(join(root, page), "utf8"), page, out));

/** Scripts, install scripts and what is to be packed are of the work tree; the folder of the package is its root there. */
const { private: _, scripts: __, allowScripts: ___, ...published } = description;
writeFileSync(join(out, "package.json"), `${JSON.stringify(published, null, 2).replaceAll('"./dist/', '"./')}\n`);
