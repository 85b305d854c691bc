import { existsSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { expect } from "vitest";
import { drift } from "../../../cli/drift.ts";
import { init } from "../../../cli/init.ts";
import { machineFault } from "../../../cli/machine-fault.ts";
import { writeFolder } from "../../../cli/rendered-folder.ts";
import { sandbox } from "../../../cli/sandbox.ts";
import { openSandbox } from "../../../sandbox/engine.ts";
import { root } from "../../docs/markdown.ts";
import type { FieldTable } from "../case.ts";
import { typed } from "../typed.ts";

/** A catalog of one's own, and a sandbox in which a run has left files. */
interface Left {
  readonly folder: string;
  /** how `npm start` ends */
  started(): Promise<{ readonly exitCode: number; readonly said: string }>;
  /** how `npx slostack drift --sandbox` ends */
  drifted(): Promise<{ readonly exitCode: number; readonly said: string }>;
}

async function left(files: Readonly<Record<string, string>>, run: (left: Left) => Promise<unknown>): Promise<void> {
  const parent = mkdtempSync(join(tmpdir(), "slostack-field-"));
  const [catalogDir, folder] = [join(parent, "acme"), join(parent, "sandbox")];
  const said: string[] = [];
  const write = (text: string) => said.push(text);
  const ended = async (verb: Promise<number>) => {
    const exitCode = await verb;
    return { exitCode, said: said.splice(0).join("").replaceAll(folder, "<sandbox>") };
  };
  try {
    expect(init({ dir: catalogDir, organization: "acme", system: "shop", service: "web", write: () => {} })).toBe(0);
    for (const [file, text] of Object.entries(files)) {
      mkdirSync(dirname(join(folder, file)), { recursive: true });
      writeFileSync(join(folder, file), text);
    }
    await run({
      folder,
      started: () =>
        ended(sandbox({ stack: "prod", catalogDir, folder, progress: { say: (line) => write(`${line}\n`), end: () => {} }, write })),
      drifted: () => ended(drift({ stack: "prod", catalogDir, format: "terminal", unmanaged: "fail", sandbox: folder, write, log: write })),
    });
  } finally {
    rmSync(parent, { recursive: true });
  }
}

const state = "state/.pulumi/stacks/slostack/prod.json";
const sound = { [state]: "{}", passphrase: "secret" };

/** The last line, in which the start says why it ended. */
const lastLine = (said: string): string => said.trim().split("\n").at(-1) ?? "";

/** `npm start` ends with one sentence that begins so, `drift` as one that nobody could answer; neither with a stack trace. */
const refused =
  (files: Readonly<Record<string, string>>, sentence: string): (() => Promise<void>) =>
  () =>
    left(files, async ({ started, drifted }) => {
      const start = await started();
      expect(start.exitCode).toBe(1);
      expect(lastLine(start.said)).toContain(sentence);
      expect(start.said).not.toMatch(/^\s+at .+:\d+:\d+\)?$/m);
      const drift = await drifted();
      expect(drift.exitCode).toBe(2);
      expect(drift.said).toContain(sentence);
    });

export const table: FieldTable = {
  title: "Faults of the machine",
  story: "A crash, a full disk or an edited file is reported in one sentence with its remediation, before anything changes.",
  cases: [
    {
      reports: [],
      input: "The state of the sandbox was cut off on a full disk.",
      answer: "One sentence names the file, and the folder to remove.",
      proof: refused(
        { ...sound, [state]: '{"version": 3, "checkp' },
        `<sandbox>/${state} is cut off or no JSON, as after a crash or on a full disk: remove <sandbox>, and the next run begins anew`,
      ),
    },
    {
      reports: [],
      input: "The state was cut to nothing.",
      answer: "The same sentence.",
      proof: refused({ ...sound, [state]: "" }, `<sandbox>/${state} is cut off or no JSON`),
    },
    {
      reports: [],
      input: "The sandbox's passphrase is lost.",
      answer: "One sentence: without it the state cannot be read, and the folder may be removed.",
      proof: refused({ [state]: "{}" }, "<sandbox>/passphrase is lost, and the state cannot be read without it: remove <sandbox>"),
    },
    {
      reports: [],
      input: "Garbage in a file of an account.",
      answer: "One sentence names the file; for `drift` that is no answer, and not drift.",
      proof: refused(
        { ...sound, "accounts/grafana/folder/x.json": "not json" },
        "<sandbox>/accounts/grafana/folder/x.json is not valid JSON: fix it",
      ),
    },
    {
      reports: [],
      input: "Garbage in the list of faults.",
      answer: "One sentence, not one for each call.",
      proof: refused({ ...sound, "accounts/faults.json": "[{" }, "<sandbox>/accounts/faults.json is not valid JSON: fix it"),
    },
    {
      reports: [],
      input: "Garbage in the settings that a run left.",
      answer: "One sentence names the file, and the folder to remove.",
      proof: refused(
        { ...sound, "project/Pulumi.prod.yaml": "config: [" },
        "<sandbox>/project/Pulumi.prod.yaml is no YAML: remove <sandbox>",
      ),
    },
    {
      reports: [],
      input: "Another `npm start` is at work on the same sandbox.",
      answer: "One sentence names the process, and the lock to remove if there is none.",
      proof: () => {
        const lock = "state/.pulumi/locks/organization/slostack/prod/1.json";
        const held = JSON.stringify({ pid: process.pid, username: "ann", hostname: "elsewhere" });
        return refused(
          { ...sound, [lock]: held },
          `process ${process.pid} on elsewhere is at work on prod: wait for its end; if there is no such process, remove <sandbox>/${lock}`,
        )();
      },
    },
    {
      reports: [],
      input: "A folder that may not be written, or lies on a read-only file system.",
      answer: "One sentence names it; no stack trace.",
      proof: () => {
        // /proc takes no folders from anybody, also not from root.
        const { status, stderr } = typed("slostack init /proc/acme");
        expect(stderr).toMatch(/^\/proc\/[^\n]+: [^\n]+ \(E[A-Z]+\)\n$/);
        expect(status).toBe(2);
        for (const code of ["EACCES", "EPERM", "EROFS", "ENOSPC", "EDQUOT"])
          expect(machineFault(Object.assign(new Error("no"), { code, path: "/var/x" }))).toMatch(/^\/var\/x: .+: .+ \(E[A-Z]+\)$/);
        expect(machineFault(new TypeError("a fault of ours"))).toBeUndefined();
      },
    },
    {
      reports: [],
      input: "A vendor's refusal repeats somebody's telephone number, without its country.",
      answer: "Each number is a secret of its own, so that the real engine masks it wherever it is repeated.",
      proof: () =>
        left({ "program/package.json": '{ "name": "refusal" }' }, async ({ folder }) => {
          const program = join(folder, "program/index.cjs");
          symlinkSync(join(root, "node_modules"), join(folder, "program/node_modules"));
          const says = 'new pulumi.RunError(JSON.stringify({ address: new pulumi.Config("slostack").requireObject("phones").ada.number }))';
          writeFileSync(program, `const pulumi = require("@pulumi/pulumi");\nthrow ${says};\n`);
          const stack = await openSandbox({
            dir: join(folder, "masked"),
            program,
            stack: "prod",
            vendors: ["grafana"],
            config: { phones: { ada: { country: 49 } } },
            secrets: { "slostack:phones.ada.number": "3023125001" },
          });
          const { output } = await stack.preview();
          expect(output).toContain('{"address":"[secret]"}');
          expect(output).not.toContain("3023125001");
        }),
    },
    {
      reports: [],
      input: "A rendering was killed and left a folder aside.",
      answer: "Every file is whole, and the next rendering sweeps the folder.",
      proof: () =>
        left({ "out/.slostack-Ab12Cd/0.new": "half" }, async ({ folder }) => {
          writeFolder(join(folder, "out"), "prod", [{ path: "a.yml", text: "a\n" }]);
          expect(existsSync(join(folder, "out/.slostack-Ab12Cd"))).toBe(false);
        }),
    },
  ],
};
