import { join } from "node:path";
import { expect } from "vitest";
import { drift } from "../../../cli/ci/drift.ts";
import { gitHub } from "../../../cli/ci/github.ts";
import { preview } from "../../../cli/ci/preview.ts";
import { proposal } from "../../../cli/ci/proposal.ts";
import { review } from "../../../cli/review.ts";
import { fakePulumi } from "../../cli/ci/pulumi.ts";
import { type Asked, serve, type Told } from "../../cli/ci/server.ts";
import { atGitHub, besides, commit, git, place, pull, write } from "../../cli/ci/steps.ts";
import { gitFolder } from "../../cli/review/git-folder.ts";
import type { FieldTable } from "../case.ts";

const head = "a".repeat(40);
const at = (hour: number) => `2026-01-01T0${hour}:00:00Z`;
const approved = (login: string, hour: number) => ({ user: { login }, state: "APPROVED", commit_id: head, submitted_at: at(hour) });

/** Who approves pull request 7 by author, as an API of GitHub on this machine tells it. */
async function approversWhere(answer: (asked: Asked) => Told | undefined): Promise<readonly string[]> {
  const server = await serve((asked) => answer(asked) ?? besides(asked.path, ["author"], "author", head) ?? { body: pull(7, head) });
  try {
    const forge = gitHub({ repository: "acme/slo", api: server.base, server: "https://github.com", token: "t0ken", pause: 1 });
    return (await forge.approvals({ number: 7, head, author: "author", into: "main", own: true, open: true })).approvers;
  } finally {
    await server.close();
  }
}

const settings = "config:\n  slostack:catalog: acme\n  slostack:vendors: [grafana]\n";

/** A checkout of main and a proposal beside it, on a host of this machine. */
async function proposed(files: Readonly<Record<string, string>>, pulls: (head: string) => readonly object[]) {
  const here = place();
  const host = join(here.folder, "host", "acme", "slo.git");
  write(join(host, "note"), "");
  git(host, "init", "--quiet", "--bare", "--initial-branch=main");
  git(here.root, "init", "--quiet", "--initial-branch=main");
  git(here.root, "remote", "add", "origin", host);
  commit(here.root, { "Pulumi.prod.yaml": settings, "acme/organization.yaml": "organization: acme\n" });
  git(here.root, "push", "--quiet", "origin", "main");
  git(here.root, "checkout", "--quiet", "-b", "change");
  const made = commit(here.root, files);
  git(here.root, "push", "--quiet", "origin", "HEAD:refs/pull/7/head");
  git(here.root, "checkout", "--quiet", "main");
  const server = await serve(({ path }) => ({ body: path.includes("?") ? pulls(made) : pulls(made)[0] }));
  try {
    const env = { ...here.context.env, ...atGitHub(server.base, `file://${join(here.folder, "host")}`) };
    await proposal({ ...here.context, env }, { commit: made, into: "main", stack: "prod" });
    return JSON.parse(here.left("review/proposal.json") ?? "{}");
  } finally {
    await server.close();
    here.remove();
  }
}

const change = { "acme/systems/shop.yaml": "system: shop\n" };

const alert = (id: string) =>
  `      ${id}: { signal: busy, when: { above: 80% }, for: 15m, missing: absence, severity: warning, runbook: fix }\n`;

export const table: FieldTable = {
  title: "Approvals and merges",
  story:
    "A mark stands on a commit, an approval on a pull request, and a merge on a branch. Where one is taken for another, a change is merged that nobody else has looked at. A step that could not tell says so, with exit code 2, and never that there was nothing.",
  cases: [
    {
      reports: [],
      input: "Two pull requests into main have the same head, and one of them is approved.",
      answer: "Neither is marked as good until one is closed, because the mark would be that of both.",
      proof: async () => {
        const { objections } = await proposed(change, (of) => [pull(7, of), pull(8, of)]);
        expect(objections).toEqual(["#7 and #8 have the same head: close all but one"]);
      },
    },
    {
      reports: [],
      input: "An older pull request of the same head goes into another branch.",
      answer: "It hides nothing: the one into main is reviewed.",
      proof: async () => {
        const scratch = { base: { ref: "scratch", repo: { full_name: "acme/slo" } } };
        expect(await proposed(change, (of) => [pull(7, of), pull(6, of, scratch)])).toMatchObject({ number: 7, objections: [] });
      },
    },
    {
      reports: [],
      input: "Somebody approves a pull request that a colleague has opened with their commits.",
      answer: "Who wrote a commit does not approve it.",
      proof: async () => {
        const reviews = [approved("kim", 1), approved("lee", 2)];
        const found = await approversWhere(({ path }) =>
          path.includes("/reviews") ? { body: reviews } : path.includes("/commits") ? besides(path, ["kim"]) : undefined,
        );
        expect(found).toEqual(["lee"]);
      },
    },
    {
      reports: [],
      input: "Somebody pushes to the branch of a colleague, and approves.",
      answer: "Who pushed the head does not approve it.",
      proof: async () => {
        const found = await approversWhere(({ path }) =>
          path.includes("/reviews") ? { body: [approved("kim", 1)] } : besides(path, ["author"], "kim", head),
        );
        expect(found).toEqual([]);
      },
    },
    {
      reports: [],
      input: "A pull request is approved into a scratch branch, and then turned to main.",
      answer: "Approvals from before do not count: into main the same head is another change.",
      proof: async () => {
        const reviews = [approved("kim", 1), approved("lee", 3)];
        const found = await approversWhere(({ path }) =>
          path.includes("/reviews")
            ? { body: reviews }
            : path.includes("/events")
              ? { body: [{ event: "base_ref_changed", created_at: at(2) }] }
              : undefined,
        );
        expect(found).toEqual(["lee"]);
      },
    },
    {
      reports: [],
      input: "A pull request changes the workflow that counts a dismissed approval, and the catalog.",
      answer: "It is held back until the two are proposed apart.",
      proof: async () => {
        const { objections } = await proposed({ ...change, ".github/workflows/review-given.yml": "on: {}\n" }, (of) => [pull(7, of)]);
        expect(objections).toEqual([expect.stringMatching(/propose the two apart/)]);
      },
    },
    {
      reports: [],
      input: "Two alerts see the same; one pull request removes one, a second the other.",
      answer: "In a queue the second is compared with what it is put on, and is blind there.",
      proof: async () => {
        const folder = gitFolder();
        folder.commit({ file: "systems/shop.yaml", replace: alert("hot"), with: `${alert("hot")}${alert("warm")}` });
        folder.git("switch", "--quiet", "--create", "first");
        const first = folder.commit({ file: "systems/shop.yaml", replace: alert("hot"), with: "" });
        const second = folder.commit({ file: "systems/shop.yaml", replace: alert("warm"), with: "" });
        const text: string[] = [];
        const write = (line: string) => void text.push(line);
        const options = {
          catalogDir: folder.catalog,
          base: first,
          head: second,
          environment: "prod",
          format: "json",
          check: true,
        } as const;
        await review({ ...options, approvedBy: [], write, log: write });
        expect(JSON.parse(text.join("")).verdict.directions.blind).toBe(1);
      },
    },
    {
      reports: [],
      input: "A preview fails because a vendor does not answer.",
      answer: "Nothing of it is kept for the next run, and none of its words is repeated.",
      proof: async () => {
        const here = place();
        try {
          git(here.root, "init", "--quiet", "--initial-branch=main");
          const made = commit(here.root, { "Pulumi.prod.yaml": settings, "acme/organization.yaml": "organization: acme\n" });
          git(here.root, "update-ref", "refs/remotes/origin/main", "HEAD");
          here.leave("review/proposal.json", { number: 7, head: made, author: "author", into: "main", own: true, open: true });
          const printed = JSON.stringify({ steps: [], diagnostics: [{ severity: "error", message: "token s3cret refused" }] });
          const context = { ...here.context, env: { ...here.context.env, ...fakePulumi(here.folder, { preview: printed, code: 1 }) } };
          const fault = await preview(context, { stack: "prod", into: "main" }).catch(String);
          expect(fault).toMatch(/the preview failed/);
          expect(fault + here.told()).not.toContain("s3cret");
          expect(here.left("plan/plan.json")).toBeUndefined();
        } finally {
          here.remove();
        }
      },
    },
    {
      reports: [],
      input: "The comparison with the accounts breaks on the way, and ends with 1 as drift does.",
      answer: "No verdict: exit code 2, and no issue says drift.",
      proof: async () => {
        const here = place();
        try {
          git(here.root, "init", "--quiet");
          commit(here.root, { "cli/slostack.ts": "process.exitCode = 1;\n" });
          const context = { ...here.context, env: { ...here.context.env, ...fakePulumi(here.folder, {}) } };
          expect(await drift(context, { stack: "prod" })).toBe(2);
          expect(here.left("drift/drift.json")).toBeUndefined();
        } finally {
          here.remove();
        }
      },
    },
  ],
};
