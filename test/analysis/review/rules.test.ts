import { describe, expect, test } from "vitest";
import type { CheckedCatalog } from "../../../model/load.ts";
import { changed, type Edit, probe as probeOf, service, system, there, undone } from "./changed.ts";

const probe = (catalog: CheckedCatalog) => probeOf(catalog, "dreamlust/api", "health");
const onCall = ({ organization }: CheckedCatalog, id: string) => there(organization["on-call"][id]);
const standard = ({ organization }: CheckedCatalog) => there(organization.policies.standard);

/** One edit a line, what it is called, and the directions of it and of what undoes it. */
describe("each rule in both directions", () => {
  test.each<[what: string, forward: string, backward: string, edit: Edit]>([
    ["timeout 30s -> 45s", "blind", "tighter", (catalog) => Object.assign(probe(catalog), { timeout: "45s" })],
    [
      "good answer 200 -> 204",
      "blind",
      "blind",
      (catalog) => Object.assign(there(service(catalog, "dreamlust/api").endpoints.health), { expect: 204 }),
    ],
    [
      "address https://dreamlust.example.com -> https://other.example.com",
      "blind",
      "blind",
      (catalog) => {
        system(catalog, "dreamlust").addresses.prod = "https://other.example.com";
      },
    ],
    ["absence 10m -> 30m", "looser", "tighter", (catalog) => Object.assign(standard(catalog), { absence: "30m" })],
    ["least bad minutes none -> 4", "tighter", "looser", (catalog) => Object.assign(standard(catalog), { "least-bad-minutes": 4 })],
    ["no traffic none -> 15m", "tighter", "blind", (catalog) => Object.assign(standard(catalog), { "no-traffic": "15m" })],
    [
      // Where a louder ticket is posted elsewhere, the former place is lost.
      "severity of tickets warning -> low",
      "looser",
      "looser",
      (catalog) => Object.assign(standard(catalog), { "ticket-severity": "low" }),
    ],
    [
      "severity of pages critical -> major",
      "looser",
      "tighter",
      (catalog) => Object.assign(standard(catalog), { "page-severity": "major" }),
    ],
    ["tickets at 10% in 1d, 10% in 3d -> 10% in 1d", "blind", "tighter", (catalog) => void standard(catalog).ticket.pop()],
    ["least bad events 10 -> 5", "tighter", "blind", (catalog) => Object.assign(standard(catalog), { "least-bad-events": 5 })],
    ["one incident within 5m -> 30m", "looser", "tighter", (catalog) => Object.assign(onCall(catalog, "crm"), { group: "30m" })],
    [
      "people at the pagers own -> look-up",
      "looser",
      "tighter",
      ({ organization }) => Object.assign(organization, { pagers: { people: "look-up" } }),
    ],
    ["standby opsgenie -> none", "looser", "tighter", (catalog) => void delete onCall(catalog, "dreamlust").standby],
    ["senders: without application", "looser", "tighter", (catalog) => Object.assign(onCall(catalog, "emailai"), { senders: [] })],
    ["escalation CRM -> EmailAI", "looser", "looser", (catalog) => Object.assign(onCall(catalog, "crm"), { escalation: "emailai" })],
    [
      "datasource crm-prometheus -> another",
      "looser",
      "looser",
      ({ organization }) => Object.assign(there(organization.sources["crm-prom"]), { datasource: "another" }),
    ],
    ["owner crm-platform -> emailai", "looser", "looser", (catalog) => Object.assign(system(catalog, "hastecrm"), { owner: "emailai" })],
    [
      "channel crm-alerts -> incidents",
      "looser",
      "looser",
      ({ organization }) => Object.assign(there(organization.teams["crm-platform"]), { channel: "incidents" }),
    ],
    ["tier 1 -> 3", "looser", "tighter", (catalog) => Object.assign(service(catalog, "hastecrm/api"), { tier: 3 })],
    [
      "page always -> never, post to the channel of each team -> staging-alerts",
      "looser",
      "looser",
      ({ organization }) => Object.assign(there(organization.environments.prod), { page: "never", post: "staging-alerts" }),
    ],
    [
      "prefix emailai. -> mail.",
      "blind",
      "blind",
      ({ organization }) => Object.assign(there(organization.sources["app-dd"]), { prefix: "mail." }),
    ],
    ["sample 10% -> 5%", "neutral", "neutral", (catalog) => Object.assign(there(system(catalog, "hastecrm").tracing), { sample: "5%" })],
    [
      "hides: without token",
      "neutral",
      "neutral",
      (catalog) => Object.assign(there(system(catalog, "hastecrm").logs?.pipelines.security), { mask: [] }),
    ],
  ])("%s: %s, undone %s", (what, forward, backward, edit) => {
    const found = changed((catalog) => void edit(catalog));
    expect(found.map((one) => [one.what, one.direction])).toEqual([[what, forward]]);
    expect(undone((catalog) => void edit(catalog)).map(({ direction }) => direction)).toEqual([backward]);
  });
});

test("what several systems share belongs to all whose alerts it moves", () => {
  const [found] = changed(({ organization }) => {
    there(organization.policies.standard).absence = "30m";
  });
  expect(found).toMatchObject({ tier: 1, owners: ["crm-platform", "dreamlust", "emailai"] });
});

test("a severity that a system words for itself is its own change, and the organization's is told once", () => {
  const own = changed((catalog) => {
    there(system(catalog, "resonant").severities.critical).respond = "15m";
  });
  expect(own).toMatchObject([{ entry: "resonant/severities/critical", direction: "looser", pages: true, owners: ["resonant"] }]);
  const shared = changed(({ organization }) => {
    there(organization.severities.warning).route = "page";
    delete there(organization.severities.warning).during;
  });
  expect(shared.map(({ entry }) => entry)).toEqual(["organization/severities/warning"]);
});

describe("people at the pagers", () => {
  const lookUp: Edit = ({ organization }) => void Object.assign(organization, { pagers: { people: "look-up" } });

  test("a change to look-up says what the next update deletes, and that it fails unless the state forgets people first", () => {
    const [found] = changed(lookUp);
    expect(found?.means).toEqual([
      "the next update deletes what this stack made at the pagers: contacts and notification rules, memberships, teams, people",
      "a pager refuses to delete the person on call, and the update fails: let the state forget people and teams first (docs/procedures.md)",
      "from then on a page reaches people by contacts of their own, which no review sees",
    ]);
    expect(undone(lookUp)[0]?.means).toContain("a pager refuses people who exist already: adopt them first (slostack adopt)");
  });
});
