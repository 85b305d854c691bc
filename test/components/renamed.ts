import { type Entry, rename } from "../products/copy.ts";
import type { Harbour } from "./every-vendor.ts";

/** Another id for an entry, which keeps the one that it had. */
const former = (entries: Entry, from: string, to: string): Entry => Object.assign(rename(entries, from, to), { formerly: [from] });

/** Every kind of entry of the harbour under another id, with its former one, and whatever points to it. */
export function renamed({ organization, harbour, works }: Harbour): void {
  renameInOrganization(organization);
  for (const system of [harbour, works]) Object.assign(system, { owner: "keepers", "on-call": "port" });
  Object.assign(harbour, { system: "haven", formerly: ["harbour"] });
  Object.assign(works, { system: "plant", formerly: ["works"] });

  const gate = former(harbour.services, "gate", "door");
  former(gate.signals, "open", "answers");
  former(gate.alerts, "closed", "shut").signal = "answers";
  gate.alerts.certificate.signal = "answers";
  gate.alerts.sluggish.channel = "hoist";
  const { components } = harbour["status-page"];
  former(components, "gate", "entry").signal = "door/answers";
  components.web.signal = "door/shown";

  const crane = former(works.services, "crane", "hoist");
  for (const name of ["clean", "lifted"]) {
    former(crane.signals, name, `${name}-now`);
    former(crane.slos, name, `${name}-now`).signal = `${name}-now`;
  }
  former(crane.signals, "errors", "faults");
  former(crane.alerts, "errors", "faults").signal = "faults";
  former(crane.alerts, "failing", "failures");
  former(former(works.services, "gate", "entry").alerts, "checkly", "closed");
  former(works.logs.pipelines, "gate", "doors");
  former(former(works.dashboards, "requests", "numbers").panels, "rate", "pace").show.rate = "hoist/requests";
  former(former(works.stores, "lines", "kept").queries, "errors", "failures");
  former(works.analytics.events, "lifted", "raised");
  former(works.analytics.flags, "new-crane", "new-hoist");
}

function renameInOrganization(file: Entry): void {
  former(file.people, "ada", "lovelace");
  for (const [from, to] of [
    ["dock", "quayside"],
    ["crane", "hoist"],
    ["staging", "trial"],
  ] as const)
    former(file.channels, from, to);
  file.environments.staging.post = "trial";
  Object.assign(former(file.teams, "dock", "keepers"), { members: ["lovelace"], channel: "quayside" });
  former(file.schedules, "dock", "first").layers.all.rotation = ["lovelace"];
  Object.assign(former(file.escalations, "dock", "levels"), { team: "keepers" }).levels[0].schedule = "first";
  former(file["on-call"], "dock", "port").escalation = "levels";
  for (const holder of [...Object.values<Entry>(file.sources), file["dead-man"]]) {
    holder.owner = "keepers";
    if (holder["on-call"]) holder["on-call"] = "port";
  }
}
