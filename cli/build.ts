// `npm run build`: what the package holds, below dist/. In the work tree nothing is compiled.
import { execFileSync } from "node:child_process";
import { cpSync, globSync, rmSync } from "node:fs";
import { join } from "node:path";
import { build } from "rolldown";

const root = join(import.meta.dirname, "..");
const out = join(root, "dist");

/** What code reads by its path, at the place where it looks for it: templates, schemas, the Go modules of programs that verbs start. */
const assets = [
  "cli/init/{template,prober,status-page}/**/*.*",
  "components/*/first/**/*.*",
  // What `init` makes the CI of a repository from, and the pages that such a repository names.
  ".github/workflows/*.yml",
  "docs/{catalog,ci}.md",
  "docs/schema/*.json",
  "programs/{prometheus,promql,pulumi}/*.{go,mod,sum}",
  "sandbox/language-host/{lean-program.mjs,pulumi-language-nodejs}",
];

rmSync(out, { recursive: true, force: true });
const compiler = join(root, "node_modules/typescript-7/bin/tsc");
execFileSync(process.execPath, [compiler, "--project", "tsconfig.build.json"], { cwd: root, stdio: "inherit" });

// Of the chart library one kind of chart is in use, a hundredth of what its package holds: that part is compiled in, with its licences.
const chart = join(out, "analysis/review/chart.js");
await build({ input: chart, platform: "node", output: { file: chart, minify: true, comments: { legal: true } } });
rmSync(`${chart}.map`);
for (const name of ["echarts/LICENSE", "echarts/NOTICE", "zrender/LICENSE", "tslib/LICENSE.txt"])
  cpSync(join(root, "node_modules", name), join(out, "third-party", name));

for (const file of globSync(assets, { cwd: root })) cpSync(join(root, file), join(out, file));
