import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "vitest";
import { check } from "../../../cli/ci/check.ts";
import { gate } from "../../../cli/ci/gate.ts";
import { init } from "../../../cli/init.ts";
import { review } from "../../../cli/review.ts";
import { monitoringOf } from "../../../components/monitoring.ts";
import { registry } from "../../../components/registry.ts";
import { isNeeded, unmet } from "../../../components/selection.ts";
import { loadCatalog, resolve } from "../../../language.ts";
import { serve } from "../../cli/ci/server.ts";
import { atGitHub, commit, git, place } from "../../cli/ci/steps.ts";
import { type GitFolder, gitFolder } from "../../cli/review/git-folder.ts";
import { root } from "../../docs/markdown.ts";
import type { Edit } from "../../model/edited.ts";
import type { FieldTable } from "../case.ts";

const policy: Edit = {
  file: "organization.yaml",
  replace: "calendars:\n",
  with: "review:\n  approvers: { sre: [bob] }\n  approvals: [{ change: [blind, looser], by: [sre] }]\n\ncalendars:\n",
};
const proposal = { number: 7, author: "author", into: "main", own: true, open: true };
const settings = `config:
  slostack:catalog: acme
  slostack:vendors: [pagerduty, grafana]
  slostack:protect: true
`;

/** A project whose stack prod deploys the catalog \`acme\`, with the one of this project's own name beside it. */
function project(): GitFolder {
  const folder = gitFolder();
  folder.edit(policy);
  writeFileSync(join(folder.root, "Pulumi.prod.yaml"), settings);
  folder.git("add", "--all");
  folder.git("mv", "catalog", "acme");
  folder.commit({ file: "organization.yaml", write: "organization: other\n" });
  return folder;
}

const edited = (edit: (text: string) => string) => (folder: GitFolder) =>
  writeFileSync(join(folder.root, "Pulumi.prod.yaml"), edit(settings));

/** A review of the change that fails until SRE has approved. */
async function isHeldBack(change: (folder: GitFolder) => void, said: RegExp): Promise<void> {
  const folder = project();
  change(folder);
  const reviewed = async (approvedBy: readonly string[]) => {
    const text: string[] = [];
    const write = (line: string) => void text.push(line);
    const options = { base: "main", environment: "prod", format: "json", check: true, approvedBy, project: folder.root } as const;
    return { code: await review({ ...options, write, log: write }), text: text.join("") };
  };
  expect(await reviewed([])).toMatchObject({ code: 1, text: expect.stringMatching(said) });
}

export const table: FieldTable = {
  title: "What is deployed is what is reviewed",
  story:
    "A deployment takes its catalog, its environment, its vendors and their protection from the settings of the stack. A review that reads another folder, or the catalog alone, is green while a pager is taken off.",
  cases: [
    {
      reports: [],
      input: "The stack deploys the catalog acme, and its paging alert on errors is removed.",
      answer: "The review reads acme, at each revision the catalog that the settings name, and refuses the change.",
      proof: () =>
        isHeldBack((folder) => {
          const file = join(folder.root, "acme/systems/shop.yaml");
          writeFileSync(file, readFileSync(file, "utf8").replace(/^ {6}errors: .*\n/m, ""));
        }, /"blind".*shop\/api\/errors|shop\/api\/errors.*"blind"/s),
    },
    {
      reports: [],
      input: "A pager is taken off slostack:vendors.",
      answer: "That is looser and pages, so the policy asks for its approvals.",
      proof: () =>
        isHeldBack(
          edited((text) => text.replace("pagerduty, ", "")),
          /"looser".*removed: pagerduty/s,
        ),
    },
    {
      reports: [],
      input: "A vendor that the catalog needs is not in slostack:vendors: one that only stands by, stores logs or shows a status page.",
      answer:
        "No update starts and `ci:check` is red; the message names an entry. `slostack:withoutVendors` leaves the vendor out on purpose, unless it notifies somebody.",
      proof: () => {
        const { catalog } = loadCatalog(join(root, "test/products/catalog"));
        if (!catalog) throw new Error("the catalog has problems");
        const monitoring = monitoringOf(resolve(catalog, "prod"));
        const needed = registry.filter((vendor) => isNeeded(vendor, monitoring)).map(({ name }) => name);
        const off = (name: string, without: string[] = []) =>
          unmet(registry, monitoring, { vendors: needed.filter((other) => other !== name), without });
        for (const name of ["opsgenie", "axiom", "posthog"]) {
          expect(off(name)).toEqual([
            expect.stringMatching(new RegExp(`^${name} is not in slostack:vendors of this stack, and .* needs? it`)),
          ]);
          expect(off(name, [name])).toEqual([]);
        }
        expect(off("pagerduty", ["pagerduty"])).toEqual([expect.stringContaining("to notify people")]);
      },
    },
    {
      reports: [],
      input: "slostack:protect is switched off.",
      answer: "That is looser and pages: a deployment may then delete what pages.",
      proof: () =>
        isHeldBack(
          edited((text) => text.replace("protect: true", "protect: false")),
          /"looser".*true -> false/s,
        ),
    },
    {
      reports: [],
      input: "slostack:environment of the stack prod becomes staging.",
      answer: "The two environments are compared, and every page that prod loses is a change.",
      proof: () =>
        isHeldBack(
          edited((text) => `${text}  slostack:environment: staging\n`),
          /"looser".*prod -> staging/s,
        ),
    },
    {
      reports: [],
      input: "slostack:catalog names another folder, in which an alert is looser.",
      answer: "The review compares the two catalogs.",
      proof: () =>
        isHeldBack((folder) => {
          folder.git("mv", "acme", "beta");
          folder.edit({ file: "../beta/systems/shop.yaml", replace: "above: 5%", with: "above: 10%" });
          edited((text) => text.replace("acme", "beta"))(folder);
        }, /acme -> beta.*"looser"/s),
    },
    {
      reports: [],
      input: "The address of the account, a secret or the program of the stack is replaced.",
      answer: "No review sees where that leads, so it is looser and somebody answers for it; no value is repeated.",
      proof: async () => {
        await isHeldBack(
          edited((text) => `${text}  grafana:url: https://elsewhere.example.com\n`),
          /"looser".*grafana:url/s,
        );
        await isHeldBack(
          edited((text) => `${text}  slostack:phones: { secure: v1 }\n`),
          /"looser".*slostack:phones/s,
        );
      },
    },
    {
      reports: [],
      input: "A threshold is changed, and the queries in its runbook are not written anew.",
      answer: "What a deployment would prove is proved on the pull request as well, so it is red before the merge and not after it.",
      proof: async () => {
        const here = place();
        try {
          git(here.root, "init", "--quiet", "--initial-branch=main");
          init({ dir: join(here.root, "acme"), organization: "acme", system: "shop", service: "web", write: () => {} });
          commit(here.root, { "Pulumi.prod.yaml": settings });
          git(here.root, "update-ref", "refs/remotes/origin/main", "HEAD");
          const file = "acme/systems/shop.yaml";
          const text = readFileSync(join(here.root, file), "utf8").replace("target: 99.9%", "target: 99.5%");
          here.leave("review/proposal.json", { ...proposal, head: commit(here.root, { [file]: text }) });
          await check(here.context, { into: "main", prove: false });
          expect(JSON.parse(here.left("check/checks.json") ?? "")).toMatchObject({
            verdict: "failure",
            description: "failed: runbooks of acme",
          });
        } finally {
          here.remove();
        }
      },
    },
    {
      reports: [],
      input: "The repository is private and on a plan without required reviewers, so prod is deployed by the merge itself.",
      answer: "The deployment asks GitHub whether prod waits, and refuses where it does not, unless the repository accepts that by name.",
      proof: async () => {
        const here = place();
        const server = await serve(() => ({
          body: { environments: [{ name: "prod", protection_rules: [], deployment_branch_policy: null }] },
        }));
        try {
          const env = { ...here.context.env, ...atGitHub(server.base) };
          expect(await gate({ ...here.context, env }, { environment: "prod" })).toBe(1);
          expect(await gate({ ...here.context, env: { ...env, SLOSTACK_UNGUARDED: "prod" } }, { environment: "prod" })).toBe(0);
        } finally {
          await server.close();
          here.remove();
        }
      },
    },
  ],
};
