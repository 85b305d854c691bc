import { type Edits, type Entry, rename } from "./stack.ts";

/** An entry under another id, which keeps the one that it had. */
const former = (entries: Entry, from: string, to: string): Entry => Object.assign(rename(entries, from, to), { formerly: [from] });

/** The former id, and the new one. */
type Ids = readonly [from: string, to: string];

/** Who is woken for a product. */
interface Woken {
  readonly team: Ids;
  readonly call: Ids;
  readonly escalation: Ids;
  readonly schedule: Ids;
}
const woken: readonly Woken[] = [
  { team: ["crm-platform", "platform"], call: ["crm", "sales"], escalation: ["crm", "engineers"], schedule: ["crm-primary", "first"] },
  {
    team: ["emailai", "mail-team"],
    call: ["emailai", "mail"],
    escalation: ["emailai", "mailers"],
    schedule: ["emailai-primary", "mail-first"],
  },
  {
    team: ["not-a-label", "artists"],
    call: ["not-a-label", "art"],
    escalation: ["not-a-label", "art"],
    schedule: ["not-a-label-primary", "art-first"],
  },
  {
    team: ["dreamlust", "dreamers"],
    call: ["dreamlust", "dream"],
    escalation: ["dreamlust", "dream"],
    schedule: ["dreamlust-primary", "dream-first"],
  },
];

/** Every kind of entry under another id, with its former one, and whatever points to it. */
export const renamed: Edits = {
  organization: (file) => {
    renameAll(file, ["people", "channels"]);
    for (const { team, call, escalation, schedule } of woken) {
      former(file.teams, ...team);
      former(file.schedules, ...schedule);
      const levels = Object.assign(former(file.escalations, ...escalation), { team: team[1] });
      levels.levels[0].schedule = schedule[1];
      former(file["on-call"], ...call).escalation = escalation[1];
      for (const holder of [...Object.values<Entry>(file.sources), file["dead-man"]]) {
        if (holder.owner === team[0]) holder.owner = team[1];
        if (holder["on-call"] === call[0]) holder["on-call"] = call[1];
      }
    }
  },
  emailai: (system) => {
    renameChannels(system);
    Object.assign(system, { system: "mail", formerly: ["emailai"], owner: "mail-team", "on-call": "mail" });
    const gateway = former(system.services, "api", "gateway");
    former(gateway.signals, "success", "served");
    former(gateway.signals, "reachable", "answers");
    former(gateway.slos, "availability", "uptime").signal = "served";
    former(gateway.alerts, "errors", "failures").signal = "served";
    gateway.alerts.unreachable.signal = "answers";
    former(former(system.services, "application", "app").alerts, "critical-errors", "failures");
    const board = former(system.dashboards, "production", "board");
    former(board.panels, "error-rate", "errors").show = { share: "gateway/served" };
    board.panels["response-times"].show.of = "gateway/requests";
    for (const component of Object.values<Entry>(system["status-page"].components))
      component.signal = component.signal.replace(/^api\//, "gateway/").replace("/reachable", "/answers");
    former(system["status-page"].components, "api", "gateway");
    former(former(system.stores, "axiom", "lines").queries, "errors", "failures");
    former(system.analytics.events, "member-added", "joined");
    former(system.analytics.flags, "new-organization-ui", "new-pages");
  },
  hastecrm: (system) => {
    renameChannels(system);
    Object.assign(system, { system: "crm", formerly: ["hastecrm"], owner: "platform", "on-call": "sales" });
    former(system.logs.pipelines, "security", "gates");
    const gateway = former(system.services, "api", "gateway");
    former(gateway.signals, "success", "served");
    former(gateway.slos, "availability", "uptime").signal = "served";
    former(gateway.alerts, "errors", "failures").signal = "served";
    gateway.alerts.unavailable.signal = "served";
    system["status-page"].components.api.signal = "gateway/ready";
    const overview = former(system.dashboards, "system-overview", "overview");
    former(overview.panels, "request-rate", "requests");
    pointTo(system.dashboards, "gateway");
  },
  "not-a-label": (system) => {
    renameChannels(system);
    Object.assign(system, { system: "art", formerly: ["not-a-label"], owner: "artists", "on-call": "art" });
    const gateway = former(system.services, "api", "gateway");
    former(gateway.signals, "success", "served");
    former(gateway.signals, "health", "answers");
    former(gateway.alerts, "errors", "failures").signal = "served";
    gateway.alerts.down.signal = "answers";
    former(system.services, "hosts", "machines");
    former(former(system.dashboards, "key-metrics", "numbers").panels, "error-rate", "errors").show = { share: "gateway/served" };
    pointTo(system.dashboards, "gateway");
    pointTo(system.dashboards, "machines", "hosts");
  },
  dreamlust: (system) => {
    renameChannels(system);
    Object.assign(system, { owner: "dreamers", "on-call": "dream" });
  },
  resonant: renameChannels,
};

const another = (id: string): string => `${id}-2`;

/** Every entry of some kinds of the organization under another id, and whatever names them there. */
function renameAll(file: Entry, kinds: readonly string[]): void {
  for (const kind of kinds) for (const id of Object.keys(file[kind])) former(file[kind], id, another(id));
  for (const team of Object.values<Entry>(file.teams)) {
    team.members = team.members.map(another);
    team.channel = another(team.channel);
  }
  for (const { layers } of Object.values<Entry>(file.schedules))
    for (const layer of Object.values<Entry>(layers)) layer.rotation = layer.rotation.map(another);
  for (const { levels } of Object.values<Entry>(file.escalations))
    for (const level of levels) if (level.person) level.person = another(level.person);
  for (const [id, group] of Object.entries<string[]>(file.review.approvers)) file.review.approvers[id] = group.map(another);
  for (const environment of Object.values<Entry>(file.environments)) if (environment.post) environment.post = another(environment.post);
  file.shadow = another(file.shadow);
}

/** Channels that a system names itself. */
function renameChannels(system: Entry): void {
  const named = [
    ...Object.values<Entry>(system.severities ?? {}),
    ...Object.values<Entry>(system.services).flatMap(({ alerts = {} }) => Object.values<Entry>(alerts)),
  ];
  for (const entry of named) if (entry.channel) entry.channel = another(entry.channel);
}

/** Panels that show something of a service, after it was renamed. */
function pointTo(dashboards: Entry, to: string, from = "api"): void {
  for (const { panels } of Object.values<Entry>(dashboards)) {
    for (const { show } of Object.values<Entry>(panels)) {
      for (const key of Object.keys(show)) if (typeof show[key] === "string") show[key] = show[key].replace(`${from}/`, `${to}/`);
    }
  }
}
