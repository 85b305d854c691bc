import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "vitest";
import { commitOf } from "../../../cli/ci/git.ts";
import { select } from "../../../components/selection.ts";
import { root } from "../../docs/markdown.ts";
import { type Edit, withCatalog } from "../../model/edited.ts";
import type { FieldTable } from "../case.ts";
import { typed } from "../typed.ts";

/** Runs in a new folder that is gone afterwards. */
function inFolder(run: (folder: string) => void): void {
  const folder = mkdtempSync(join(tmpdir(), "slostack-field-"));
  try {
    run(folder);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

const misspelt: Edit = { file: "systems/shop.yaml", replace: "of: load", with: "of: lod" };

export const table: FieldTable = {
  title: "The command line",
  story: "What people type, pipe and script: it ends as they expect, says one sentence with its remediation, and nothing else.",
  cases: [
    {
      reports: ["datakurre/graph-agent#41", "agents-squads/squads-cli#138", "monoes/monomind#41"],
      input: "`check --explain | head -1`, under `pipefail`.",
      answer: "It ends quietly with the exit code of the check.",
      proof: () =>
        withCatalog([], (catalog) =>
          expect(typed(`slostack check --explain --catalog '${catalog}' | head -1`)).toMatchObject({ status: 0, stderr: "" }),
        ),
    },
    {
      reports: [],
      input: "`check > /dev/full`: the disk of the log is full.",
      answer: "One sentence says that output was lost, and the exit code is 2.",
      proof: () =>
        withCatalog([], (catalog) =>
          expect(typed(`slostack check --catalog '${catalog}' > /dev/full`)).toMatchObject({
            status: 2,
            stderr: "standard output could not be written (ENOSPC): its end is missing\n",
          }),
        ),
    },
    {
      reports: ["dorny/paths-filter#316", "actions/checkout#1048"],
      input: "`review` in a work tree that another user owns, as in a container of CI.",
      answer: "It hands on git's own remediation, `git config --global --add safe.directory`.",
      proof: () =>
        inFolder((folder) => {
          const env = { ...process.env, GIT_TEST_ASSUME_DIFFERENT_OWNER: "1" };
          mkdirSync(join(folder, "catalog"));
          expect(spawnSync("git", ["init", "-q", folder]).status).toBe(0);
          const { status, stderr } = typed("slostack review --catalog catalog --base main", folder, env);
          expect(stderr).toContain(`git config --global --add safe.directory ${folder}`);
          expect(stderr).not.toContain("git init");
          expect(status).toBe(2);
        }),
    },
    {
      reports: ["actions/checkout#1048"],
      input: "A step of CI in such a work tree.",
      answer: "It hands on git's own remediation as well, and does not ask for `git fetch`.",
      proof: async () => {
        const context = { root, env: { ...process.env, GIT_TEST_ASSUME_DIFFERENT_OWNER: "1" }, write: () => {} };
        const refused = await commitOf(context as never, "HEAD").catch((error: Error) => error.message);
        expect(refused).toContain("git config --global --add safe.directory ");
        expect(refused).not.toContain("git fetch");
      },
    },
    {
      reports: [],
      input: '`init "my shop" --catalog-only`: a folder with a blank in its name.',
      answer: "The printed commands work as they stand, and the folder's mode is what the umask leaves.",
      proof: () =>
        inFolder((folder) => {
          const { status, stdout } = typed('umask 022; slostack init "my shop" --catalog-only', folder);
          expect(status).toBe(0);
          const printed = /^ {2}npx slostack (check .+)$/m.exec(stdout)?.[1] ?? "";
          expect(typed(`slostack ${printed}`, folder)).toMatchObject({ status: 0, stderr: "" });
          expect(statSync(join(folder, "my shop")).mode & 0o777).toBe(0o755);
        }),
    },
    {
      reports: [],
      input: "A verb on a folder that is not there.",
      answer: "It asks whether `slostack init` was forgotten.",
      proof: () =>
        expect(typed("slostack check --catalog nowhere").stdout).toContain("did you forget `slostack init --catalog-only nowhere`?"),
    },
    {
      reports: [],
      input: "A misspelt option.",
      answer: "The error stands last on the screen, without the whole help below it; the exit code is 2, since 1 is drift's answer.",
      proof: () => {
        const { status, stderr } = typed("slostack drift --stak prod");
        expect(stderr).toContain("unknown option '--stak'");
        expect(stderr.trim().split("\n").length).toBeLessThan(4);
        expect(status).toBe(2);
      },
    },
    {
      reports: [],
      input: "`slostack --version`.",
      answer: "It prints the version of the package.",
      proof: () => {
        const { version } = JSON.parse(readFileSync(join(root, "package.json"), "utf8")) as { version: string };
        expect(typed("slostack --version")).toMatchObject({ status: 0, stdout: `${version}\n` });
      },
    },
    {
      reports: [],
      input: "`check --format github` in a workflow, with an error in a system.",
      answer: "An annotation marks file, line and column of the change.",
      proof: () =>
        withCatalog([misspelt], (catalog) => {
          const { status, stdout } = typed(`slostack check --format github --catalog '${catalog}'`);
          expect(stdout).toMatch(/^::error file=.+shop\.yaml,line=21,col=28,title=unknown-metric::/m);
          expect(status).toBe(1);
        }),
    },
    {
      reports: [],
      input: "`npx slostack` in a clean clone.",
      answer: "The work tree stays clean: the command is executable already, and npm has no mode to mend.",
      proof: () => {
        const file = join(root, "cli/slostack.ts");
        const listed = spawnSync("git", ["ls-files", "--stage", "cli/slostack.ts"], { cwd: root, encoding: "utf8" }).stdout;
        expect(listed === "" ? statSync(file).mode & 0o111 : listed.slice(0, 6)).toBe(listed === "" ? 0o111 : "100755");
      },
    },
    {
      reports: [],
      input: "`npm run pulumi -- preview` where `npm start` built Pulumi, and it came without its language host.",
      answer: "It runs the engine that was found, with this project's language host and Node.",
      proof: () =>
        inFolder((folder) => {
          const engine = join(folder, "pulumi");
          const seen = "host: $SLOSTACK_LANGUAGE_HOST, node: $SLOSTACK_NODE, asked: $*";
          writeFileSync(engine, `#!/bin/sh\n[ "$1" = version ] && echo v3.259.0 && exit\necho "${seen}"\nexit 3\n`, { mode: 0o755 });
          const env = { ...process.env, PATH: `${folder}:${process.env.PATH}` };
          const { status, stdout } = typed(`'${process.execPath}' '${join(root, "cli/pulumi.ts")}' preview --stack prod`, root, env);
          expect(stdout).toContain(
            `host: ${join(root, "sandbox/language-host/main.ts")}, node: ${process.execPath}, asked: preview --stack prod`,
          );
          expect(status).toBe(3);
          const { scripts } = JSON.parse(readFileSync(join(root, "package.json"), "utf8")) as { scripts: Record<string, string> };
          expect(scripts.pulumi).toContain("cli/pulumi.ts");
        }),
    },
    {
      reports: [],
      input: "Two vendors that lack one setting, such as the telephone numbers.",
      answer: "The list of missing settings names it once.",
      proof: () => {
        const lacking = (name: string) =>
          ({ name, role: "standalone", settings: () => [{ key: "slostack:phones", secret: true }], refusals: () => [] }) as never;
        const registry = [lacking("one"), lacking("two")];
        const monitoring = { alerts: [], dashboards: [] } as never;
        const { errors } = select(registry, monitoring, {
          vendors: ["one", "two"],
          without: [],
          stateOf: () => "absent",
          read: () => undefined,
        });
        expect(errors).toEqual(["slostack:phones is not set: pulumi config set --secret slostack:phones"]);
      },
    },
  ],
};
