import { type Entry, rename } from "../products/copy.ts";

/** The files of a catalog as YAML gives them. */
export interface Files {
  readonly organization: Entry;
  readonly systems: readonly Entry[];
}

/** One valid edit of any catalog that has such a value. */
export interface CatalogEdit {
  readonly name: string;
  /** Changes one value, and answers where it stands; undefined where the catalog has none. */
  readonly edit: (files: Files) => string | undefined;
  /** what is gone afterwards, behind the place that it answers (`/floor`): the ledger has to be told why */
  readonly gone?: string;
}

type Kind = "slos" | "alerts" | "signals" | "metrics" | "endpoints";

interface Found {
  readonly id: string;
  readonly entry: Entry;
  /** the map that holds the entry */
  readonly among: Entry;
  readonly service: Entry;
  readonly system: Entry;
  readonly path: string;
}

/** Entries of one kind, of all services. */
const entriesOf = ({ systems }: Files, kind: Kind): Found[] =>
  systems.flatMap((system) =>
    Object.entries<Entry>(system.services).flatMap(([name, service]) =>
      Object.entries<Entry>(service[kind] ?? {}).map(([id, entry]) => {
        return { id, entry, among: service[kind], service, system, path: `${system.system}/${name}/${id}` };
      }),
    ),
  );

const inEntry = (
  name: string,
  kind: Kind,
  fits: (entry: Entry, files: Files, found: Found) => boolean,
  change: (found: Found, files: Files) => unknown,
) => ({
  name,
  edit: (files: Files) => {
    const found = entriesOf(files, kind).find((one) => fits(one.entry, files, one));
    if (found) change(found, files);
    return found?.path;
  },
});

const inMap = (
  name: string,
  key: string,
  fits: (entry: Entry, files: Files) => boolean,
  change: (entry: Entry, files: Files) => unknown,
) => ({
  name,
  edit: (files: Files) => {
    const found = Object.entries<Entry>(files.organization[key] ?? {}).find(([, entry]) => fits(entry, files));
    if (found) change(found[1], files);
    return found && `${key}/${found[0]}`;
  },
});

const inSystem = (name: string, fits: (system: Entry, files: Files) => boolean, change: (system: Entry, files: Files) => unknown) => ({
  name,
  edit: (files: Files) => {
    const found = files.systems.find((system) => fits(system, files));
    if (found) change(found, files);
    return found?.system as string | undefined;
  },
});

/** Another number in the same text: `99.9%` is `99.85%` with `(n) => n - 0.05`. */
const numberIn = (value: unknown, change: (number: number) => number): string | number => {
  const [, number = "", unit = ""] = /^([\d.]+)(.*)$/.exec(String(value)) ?? [];
  const other = Number(change(Number(number)).toFixed(3));
  return typeof value === "number" ? other : `${other}${unit}`;
};

const replace = (entry: Entry, key: string, change: (number: number) => number) => {
  entry[key] = numberIn(entry[key], change);
};

const always = () => true;
const another = (all: Entry, than: unknown): string => Object.keys(all).find((id) => id !== than) ?? String(than);
/** A copy under an id of its own, without the past of what was copied. */
const added = ({ id, entry, among }: Pick<Found, "id" | "entry" | "among">, more: Entry) => {
  const { formerly: _, title: __, ...copy } = structuredClone(entry);
  among[`${id}-too`] = { ...copy, ...more };
};
const ofRoute =
  (route: string) =>
  (entry: Entry, { organization }: Files) =>
    organization.severities[entry.severity]?.route === route && entry.stage === undefined;

/** A value of every kind that a catalog has, changed as people change it. */
export const edits: readonly CatalogEdit[] = [
  // Objectives
  inEntry("a lower target", "slos", always, ({ entry }) => replace(entry, "target", (target) => target - 0.05)),
  inEntry("a higher target", "slos", always, ({ entry }) => replace(entry, "target", (target) => target + (100 - target) / 10)),
  inEntry(
    "a lower floor",
    "slos",
    ({ floor }) => typeof floor === "string",
    ({ entry }) => replace(entry, "floor", (floor) => floor - 0.1),
  ),
  {
    ...inEntry(
      "no floor",
      "slos",
      ({ floor }) => floor !== undefined,
      ({ entry }) => delete entry.floor,
    ),
    gone: "/floor",
  },
  inEntry(
    "another window",
    "slos",
    ({ window, policy }) => window === undefined && policy === undefined,
    ({ entry }) => {
      entry.window = "28d";
    },
  ),
  inEntry(
    "another target in staging",
    "slos",
    ({ environments }) => environments === undefined,
    ({ entry }) => {
      entry.environments = { staging: { target: numberIn(entry.target, (target) => target - 1) } };
    },
  ),
  {
    ...inEntry(
      "an objective that is off in staging",
      "slos",
      ({ environments }) => environments === undefined,
      ({ entry }) => {
        entry.environments = { staging: { off: true } };
      },
    ),
    gone: "",
  },
  inEntry(
    "an objective that is on trial as a ticket",
    "slos",
    ({ stage }) => stage === undefined,
    ({ entry }) => {
      entry.stage = "ticket";
    },
  ),
  inEntry("another title of an objective", "slos", always, ({ entry }) => {
    entry.title = "What customers notice";
  }),
  inEntry("another runbook of an objective", "slos", always, ({ entry }, { systems }) => {
    const runbooks = systems.flatMap(({ services }) =>
      Object.values<Entry>(services).flatMap(({ alerts = {} }) => Object.values<Entry>(alerts).map(({ runbook }) => runbook)),
    );
    entry.runbook = runbooks.find((one) => one !== entry.runbook) ?? entry.runbook;
  }),
  inEntry("an added objective", "slos", always, (found) =>
    added(found, { title: "A promise to few", target: numberIn(found.entry.target, (target) => target - 0.1), floor: undefined }),
  ),
  inEntry("a renamed objective", "slos", always, ({ id, among }) => {
    const entry = rename(among, id, `${id}-renamed`);
    entry.formerly = [...(entry.formerly ?? []), id];
  }),
  { ...inEntry("a removed objective", "slos", always, ({ id, among }) => delete among[id]), gone: "" },

  // Alerts
  inEntry(
    "a higher threshold",
    "alerts",
    ({ when }) => when.above !== undefined,
    ({ entry }) => replace(entry.when, "above", (n) => n * 1.05),
  ),
  inEntry(
    "a lower threshold",
    "alerts",
    ({ when }) => when.below > 2 || String(when.below).endsWith("%"),
    ({ entry }) => replace(entry.when, "below", (n) => n * 0.9),
  ),
  inEntry(
    "a larger share",
    "alerts",
    ({ when }) => when["bad-share"],
    ({ entry }) => replace(entry.when["bad-share"], "above", (n) => n * 1.2),
  ),
  inEntry(
    "a share over more time",
    "alerts",
    ({ when }) => when["bad-share"],
    ({ entry }) => replace(entry.when["bad-share"], "over", (n) => n * 2),
  ),
  inEntry(
    "a share of more failures at least",
    "alerts",
    ({ when }) => when["bad-share"],
    ({ entry }) => {
      entry.when["bad-share"].least = (entry.when["bad-share"].least ?? 3) + 1;
    },
  ),
  inEntry(
    "another count",
    "alerts",
    ({ when }) => when.count?.above > 0,
    ({ entry }) => replace(entry.when.count, "above", (n) => n + 1),
  ),
  inEntry(
    "a condition that lasts longer",
    "alerts",
    (entry) => entry.for !== "0s",
    ({ entry }) => replace(entry, "for", (n) => n * 2),
  ),
  inEntry("another severity", "alerts", ofRoute("post"), ({ entry }, { organization }) => {
    const same = Object.entries<Entry>(organization.severities).filter(([, { route }]) => route === "post");
    entry.severity = same.map(([id]) => id).find((id) => id !== entry.severity) ?? entry.severity;
  }),
  inEntry("an alert that posts instead of waking people", "alerts", ofRoute("page"), ({ entry }) => {
    entry.stage = "ticket";
  }),
  inEntry("another channel of an alert", "alerts", ofRoute("post"), ({ entry }, { organization }) => {
    entry.channel = another(organization.channels, entry.channel);
  }),
  inEntry(
    "missing data that are no trouble",
    "alerts",
    // Where an objective reads the same, its absence is an alert as before.
    ({ missing, signal }, _, { service }) =>
      missing === "absence" && Object.values<Entry>(service.slos ?? {}).some((slo) => slo.signal === signal),
    ({ entry }) => Object.assign(entry, { missing: "quiet", why: "nothing comes at night" }),
  ),
  inEntry("another title of an alert", "alerts", always, ({ entry }) => {
    entry.title = "Something is wrong";
  }),
  inEntry("an added alert", "alerts", ofRoute("post"), (found) => added(found, { title: "The same once more" })),
  inEntry("a renamed alert", "alerts", always, ({ id, among }) => {
    const entry = rename(among, id, `${id}-renamed`);
    entry.formerly = [...(entry.formerly ?? []), id];
  }),
  { ...inEntry("a removed alert", "alerts", always, ({ id, among }) => delete among[id]), gone: "" },

  // Signals, metrics, endpoints
  inEntry(
    "more quiet traffic",
    "signals",
    (entry) => /^[1-9]/.test(entry["minimum-traffic"] ?? ""),
    ({ entry }) => replace(entry, "minimum-traffic", (n) => n * 2),
  ),
  inEntry(
    "a metric with another label",
    "metrics",
    ({ labels }) => labels !== undefined,
    ({ entry }) => entry.labels.push("zone"),
  ),
  inEntry(
    "a histogram with another bound",
    "metrics",
    ({ buckets }) => buckets !== undefined,
    ({ entry }) => entry.buckets.push(numberIn(entry.buckets.at(-1), (n) => n * 2)),
  ),
  inEntry(
    "an added metric",
    "metrics",
    ({ gauge }) => gauge !== undefined,
    ({ among }) => {
      among["metric-too"] = { gauge: "something_else" };
    },
  ),
  inEntry("another path of an endpoint", "endpoints", always, ({ entry }) => {
    entry.path = "/elsewhere";
  }),

  // Services and systems
  inSystem("another name of a system", always, (system) => {
    system.name = `${system.name} Two`;
  }),
  inSystem("another tier", always, (system) => {
    system.tier = system.tier === 3 ? 2 : 3;
  }),
  inSystem("another owner", always, (system, { organization }) => {
    system.owner = another(organization.teams, system.owner);
  }),
  {
    name: "an added service",
    edit: (files) => {
      const found = entriesOf(files, "slos").find(
        ({ service, system }) => service.where?.service !== undefined && !files.organization.sources[system.source].jobs,
      );
      if (!found) return undefined;
      const [system, signal] = [found.system, found.service.signals[found.entry.signal]];
      const of = signal.events?.of ?? Object.values<Entry>(signal)[0]?.of;
      system.services.added = {
        name: "Added",
        where: { ...found.service.where, service: "added" },
        metrics: { [of]: { ...found.service.metrics[of], formerly: undefined } },
        signals: { [found.entry.signal]: { ...signal, formerly: undefined } },
        slos: { promise: { ...found.entry, formerly: undefined, floor: undefined } },
      };
      return `${system.system}/added`;
    },
  },
  {
    name: "a removed service",
    gone: "",
    edit: ({ systems }) => {
      for (const system of systems.filter(({ services }) => Object.keys(services).length > 1))
        for (const id of Object.keys(system.services)) {
          const { services, ...rest } = system;
          const { [id]: gone, ...others } = services;
          const named = JSON.stringify([rest, others]);
          // One to which nothing else of the system points.
          if (!gone.slos || named.includes(`${id}/`) || named.includes(`"${id}"`)) continue;
          delete services[id];
          return `${system.system}/${id}`;
        }
      return undefined;
    },
  },

  // Organization: people and how they are reached
  inMap("another person", "people", always, (person) => Object.assign(person, { name: "Somebody Else", email: "else@example.com" })),
  inMap("a person who is reached in other ways", "people", always, (person) => {
    person.reach = ["phone"];
  }),
  inMap("a person who joins a team", "teams", always, (team, { organization }) => {
    organization.people.joined = { name: "Newly Joined", email: "joined@example.com", reach: ["sms"] };
    team.members.push("joined");
  }),
  inMap("another order in a rotation", "schedules", always, ({ layers }) => {
    const [layer] = Object.values<Entry>(layers).filter(({ rotation }) => rotation.length > 1);
    layer?.rotation.reverse();
  }),
  inMap(
    "another handoff",
    "schedules",
    ({ layers }) => Object.values<Entry>(layers).every(({ hours }) => hours === undefined),
    ({ layers }) => {
      for (const layer of Object.values<Entry>(layers)) layer.handoff = "10:00";
    },
  ),
  inMap("a longer wait", "escalations", always, ({ levels }) => replace(levels[0], "wait", (n) => n + 5)),
  inMap("another round of calls", "escalations", always, (escalation) => {
    escalation.repeat = (escalation.repeat ?? 0) + 1;
  }),
  inMap(
    "an incident that resolves itself later",
    "on-call",
    (one) => /^\d/.test(one["auto-resolve"] ?? ""),
    (one) => replace(one, "auto-resolve", (n) => n * 2),
  ),
  inMap(
    "another Slack channel",
    "channels",
    ({ slack }) => slack !== undefined,
    (channel) => {
      channel.slack = "#elsewhere";
    },
  ),
  inMap(
    "another address of a channel",
    "channels",
    ({ email }) => email !== undefined,
    (channel) => {
      channel.email = "elsewhere@example.com";
    },
  ),
  inMap(
    "other hours",
    "calendars",
    ({ to }) => to !== "24:00",
    (calendar) => {
      calendar.to = "19:00";
    },
  ),
  inMap(
    "an earlier response",
    "severities",
    ({ route }) => route === "post",
    (severity) => replace(severity, "respond", (n) => n / 2),
  ),

  // Organization: how it is watched
  inMap("another share of a budget", "policies", always, ({ page }) => replace(page[0], "share", (n) => n * 1.1)),
  inMap("fewer failures at least", "policies", always, (policy) => replace(policy, "least-bad-events", (n) => n - 1)),
  inMap("another severity of tickets", "policies", always, (policy, { organization }) => {
    const posts = Object.entries<Entry>(organization.severities).filter(([, { route }]) => route === "post");
    policy["ticket-severity"] = posts.map(([id]) => id).find((id) => id !== policy["ticket-severity"]) ?? policy["ticket-severity"];
  }),
  inMap("an added policy", "policies", always, (policy, { organization }) => {
    organization.policies.strict = { ...structuredClone(policy), "least-bad-events": 3 };
  }),
  inMap(
    "a source that is scraped more often",
    "sources",
    ({ scrape }) => scrape !== undefined,
    (source) => replace(source, "scrape", (n) => n / 3),
  ),
  inMap("a source of which others hear", "sources", always, (source, { organization }) => {
    const posts = Object.entries<Entry>(organization.severities).filter(([, { route }]) => route === "post");
    source.severity = posts[0]?.[0];
  }),
  inMap(
    "lines that are kept longer",
    "sources",
    ({ retention }) => retention !== undefined,
    (source) => {
      source.retention = "365d";
    },
  ),
  inMap(
    "another channel of what wakes nobody",
    "environments",
    ({ post }) => post !== undefined,
    (environment, { organization }) => {
      organization.channels.elsewhere = { slack: "#elsewhere", email: "elsewhere@example.com" };
      environment.post = "elsewhere";
    },
  ),
  {
    name: "another budget of pages",
    edit: ({ organization: { review } }) => {
      if (review?.["page-budget"]) replace(review["page-budget"], "pages", (n) => n + 1);
      return review?.["page-budget"] && "review/page-budget";
    },
  },
  {
    name: "a dead man's switch that waits longer",
    edit: ({ organization }) => {
      if (organization["dead-man"]) replace(organization["dead-man"], "grace", (n) => n + 1);
      return organization["dead-man"] && "dead-man";
    },
  },
  {
    name: "another title of a panel",
    edit: ({ systems }) => {
      const found = systems.flatMap(({ system, dashboards }) =>
        Object.entries<Entry>(dashboards ?? {}).flatMap(([id, { panels }]) =>
          Object.entries<Entry>(panels ?? {}).map(([name, panel]) => ({ panel, path: `${system}/${id}/${name}` })),
        ),
      )[0];
      if (found) found.panel.title = "Seen from afar";
      return found?.path;
    },
  },
];
