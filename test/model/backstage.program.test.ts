import { execFileSync } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { expect, test } from "vitest";
import { review } from "../../cli/review.ts";
import { loadCatalog } from "../../language.ts";
import { joinedRoots } from "../../model/roots.ts";
import { gitFolder, temporaryFolder } from "../cli/review/git-folder.ts";

const now = Date.parse("2026-11-30T12:00:00Z");

interface Written {
  readonly name?: string;
  readonly owner?: string;
  readonly system?: string;
  readonly link?: string;
}
const component = ({ name = "api", owner = "team-pay", system = "shop", link }: Written = {}) => `apiVersion: backstage.io/v1alpha1
kind: Component
metadata:
  name: ${name}
  annotations: { github.com/project-slug: acme/shop${link === undefined ? "" : `, slostack/service: ${link}`} }
spec: { type: service, lifecycle: production, owner: ${owner}, system: ${system} }
`;
/** What else stands in such a file, and is nobody's business here. */
const others = `# The shop.
apiVersion: backstage.io/v1alpha1
kind: Group
metadata: { name: team-pay }
spec: { type: team, children: [] }
---
apiVersion: backstage.io/v1alpha1
kind: Location
metadata: { name: more }
spec: { targets: ["./services/*/catalog-info.yaml"] }
---
# nothing yet
---
`;

/** The base catalog with a second team, and Backstage turned on. */
function company(section = "backstage: { teams: { pay: team-pay } }") {
  const folder = gitFolder();
  folder.edit({
    file: "organization.yaml",
    replace: "schedules:\n",
    with: `  pay: { name: Pay, members: [bob], channel: alerts }\n\n${section}\n\nreview: { approvals: [{ change: [looser, tighter], by: [owner] }] }\n\nschedules:\n`,
  });
  return folder;
}

const loaded = (from: string | readonly string[]) => loadCatalog(from, undefined, now);
const ownerIn = ({ catalog }: ReturnType<typeof loaded>) => catalog?.systems.find(({ system }) => system === "shop")?.services.api?.owner;
const said = ({ problems }: ReturnType<typeof loaded>) => problems.map(({ code, at, place }) => [code, at, place.line]);

test.each([
  ["in the folder", "catalog-info.yaml", others + component()],
  ["beside it", "../catalog-info.yaml", component()],
  ["below backstage/", "backstage/shop/all.yaml", others + component({ owner: "group:default/Team-Pay" })],
  ["by an annotation", "catalog-info.yaml", component({ name: "shop-api-v2", link: "shop/api" })],
])("a service without an owner has that of its component: %s", (_, file, write) => {
  const folder = company();
  folder.edit({ file, write });
  const found = loaded(folder.catalog);
  expect(found.problems).toEqual([]);
  expect(ownerIn(found)).toBe("pay");
});

test.each([
  ["another system", component({ system: "store" })],
  ["another name", component({ name: "apis" })],
  ["the owner of its system", component({ owner: "shop" })],
])("nothing is taken from a component of %s", (_, write) => {
  const folder = company();
  folder.edit({ file: "catalog-info.yaml", write });
  const found = loaded(folder.catalog);
  expect(found.problems).toEqual([]);
  expect(ownerIn(found)).toBeUndefined();
});

test("nothing is read unless the organization says so", () => {
  const folder = company("");
  folder.edit({ file: "catalog-info.yaml", write: component({ owner: "nobody" }) });
  expect(loaded(folder.catalog).problems).toEqual([]);
});

test("an owner that differs is told with both places", () => {
  const folder = company();
  folder.edit(
    { file: "catalog-info.yaml", write: others + component() },
    { file: "systems/shop.yaml", replace: "    name: API\n", with: "    name: API\n    owner: shop\n" },
  );
  const [first, ...rest] = loaded(folder.catalog).problems;
  expect(rest).toEqual([]);
  expect([first?.what, first?.place.line, first?.place.related]).toEqual([
    'the catalog says "shop", and Backstage group:default/team-pay, the team "pay"',
    11,
    [{ as: "differs from", at: "component:api/spec/owner", file: join(folder.catalog, "catalog-info.yaml"), line: 19, column: 54 }],
  ]);
});

test("a system has the owner that Backstage has for it", () => {
  const folder = company();
  folder.edit({
    file: "catalog-info.yaml",
    write: "apiVersion: backstage.io/v1alpha1\nkind: System\nmetadata: { name: shop }\nspec: { owner: team-pay }\n",
  });
  expect(said(loaded(folder.catalog))).toEqual([["owner-differs", "shop/owner", 3]]);
});

test("what is wrong in an entity has its line, whichever document of the file it is", () => {
  const folder = company();
  const wrong = component().replace("owner: team-pay", "owner: group:a:b");
  folder.edit({ file: "catalog-info.yaml", write: `${others}${wrong}---\nkind: API\nmetadata: { name: x y }\n` });
  const { problems } = loaded(folder.catalog);
  expect(problems.map(({ at, place }) => [at, place.line])).toEqual([
    ["component:api/spec/owner", 19],
    ["api:x y/apiVersion", 21],
    ["api:x y/metadata/name", 22],
  ]);
});

/** A team's repository with a system of its own. */
function team(info: string) {
  const root = join(temporaryFolder(), "pay-slos");
  const put = (path: string, text: string) => {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  };
  const system = `system: pay\nname: Pay\nowner: pay\non-call: shop\nsource: prom\npolicy: standard\nservices:\n  card: { name: Card, where: { service: card } }\n`;
  put("systems/pay.yaml", system);
  put("catalog-info.yaml", info);
  const git = (...args: string[]) => execFileSync("git", ["-c", "user.name=T", "-c", "user.email=t@example.com", ...args], { cwd: root });
  git("init", "--quiet", "--initial-branch=main");
  git("add", "--all");
  git("commit", "--quiet", "--message", "first");
  return { root, put };
}
const rooted = "backstage: { teams: { pay: team-pay } }\n\nroots: { pay-slos: { owners: [pay] } }";

test("a team's files speak of its own services, at a revision too", () => {
  const folder = company(rooted);
  const { root, put } = team(component({ name: "card", system: "pay", owner: "shop" }));
  put("catalog-info.yaml", component({ name: "x", link: "shop/api" }));
  // In the work tree a service of another folder is claimed; what was committed gives one away.
  expect(said(loaded([folder.catalog, root]))).toEqual([["unknown-service", "component:x/metadata/annotations/slostack/service", 5]]);
  expect(said(loaded([folder.catalog, `${root}@main`]))).toEqual([["foreign-system", "pay/card/owner", 8]]);
});

test("what lies beside a folder is read at its revision", () => {
  const folder = company();
  folder.edit({ file: "../docs/runbooks/fix.md", write: "# Fix\n" }, { file: "../catalog-info.yaml", write: component() });
  folder.commit();
  folder.edit({ file: "../catalog-info.yaml", write: component({ owner: "nobody" }) });
  const found = loaded(`${folder.catalog}@main`);
  expect(found.problems).toEqual([]);
  expect(ownerIn(found)).toBe("pay");
});

test.each(["../catalog-info.yaml", "backstage/api.yaml"])("a review compares the owners that %s has at each revision", async (file) => {
  const folder = company();
  folder.commit({ file, write: component({ owner: "shop" }) });
  folder.edit({ file, write: component() });
  let text = "";
  const write = (more: string) => {
    text += more;
  };
  await review({
    base: "HEAD",
    environment: "prod",
    format: "json",
    check: true,
    approvedBy: [],
    catalogDir: joinedRoots([folder.catalog]),
    write,
    log: write,
  });
  const { changes, notCompared } = JSON.parse(text);
  expect(notCompared).toEqual([]);
  expect(changes.map(({ entry, what }: { entry: string; what: string }) => [entry, what])).toContainEqual([
    "shop/api",
    "owner shop -> pay",
  ]);
});

test("an entity with an error is left out of a review, and nothing else", async () => {
  const folder = company();
  folder.commit({ file: "../catalog-info.yaml", write: component({ owner: "nobody" }) });
  folder.edit({ file: "../catalog-info.yaml", write: component() });
  let text = "";
  const write = (more: string) => {
    text += more;
  };
  await review({
    base: "HEAD",
    environment: "prod",
    format: "json",
    check: false,
    approvedBy: [],
    catalogDir: folder.catalog,
    write,
    log: write,
  });
  expect(JSON.parse(text).notCompared).toEqual([
    expect.objectContaining({ at: "base", system: "component:api", file: "catalog-info.yaml" }),
  ]);
});
