import { alertGroups } from "../../model/groups.ts";
import { formatDuration } from "../../model/quantity.ts";
import type { Channel, Environment } from "../../model/resolved.ts";
import type { Alert, Route as AlertRoute } from "../../monitors/alert.ts";
import { missingOf } from "../../monitors/data-loss.ts";
import { inhibitions, missingLabel, sourceLabel } from "../../monitors/inhibition.ts";
import { repeatOfHours } from "../../monitors/routing.ts";
import { isSelfEvaluated, type SignOfLife, signsOfLife } from "../prometheus/self-evaluated.ts";
import type { AlertmanagerConfig, Pace, Route } from "./config-file.ts";
import { routeLabel, routeName, routeNameBy, secretFile } from "./names.ts";
import { quietReceiver, receiverOf, signReceiver } from "./receivers.ts";
import type { Alertmanager } from "./section.ts";
import { templateFileName } from "./texts.ts";

/** Receiver of alerts without a matching route: rules newer than the routes, or foreign ones. */
const unrouted = "unrouted";

/** Receiver of alerts that a non-paging environment sends here by mistake: always its own channel. */
const elsewhere = (environment: string): string => `elsewhere--${environment}`;

/**
 * Series of one alert are one notification; different alerts are mixed only where data of one service are missing, so that each other resolves on its own. Groups of a signal
 * are an incident each: the end of one is not that of another.
 */
const groupBy = ["alertname", "environment"] as const;

/**
 * How soon a group is notified, then notified of changes (including resolution), and notified again. A page waits only for the other
 * series of the same round, and its end reaches the pager within a minute.
 */
const pace: Readonly<Record<AlertRoute["kind"], Pace>> = {
  page: { group_wait: "10s", group_interval: "1m", repeat_interval: "4h" },
  post: { group_wait: "30s", group_interval: "5m", repeat_interval: "4h" },
};

/**
 * A calendar holds back what repeats, and nothing else: Alertmanager drops what fires and clears within a mute or outside
 * of an active interval, so a post has none, and what is answered in hours alone is repeated once a day.
 *
 * @see https://prometheus.io/docs/alerting/latest/configuration/#route
 */
const paceOf = (route: AlertRoute): Pace => ({
  ...pace[route.kind],
  ...(route.kind === "post" && route.during && { repeat_interval: formatDuration(repeatOfHours) }),
});

/** All data that a service misses at a time are one notification; so are the lost targets of a source. */
const groupByMissing = ["environment", "system", "service", sourceLabel, "priority"] as const;

/**
 * The configuration for all alerts that a Prometheus evaluates itself. Each rule carries the name of its route, and
 * each route wants the environment as well: what comes from another one by mistake reaches no pager.
 *
 * @throws Error if a channel cannot be notified
 */
export function alertmanagerConfig(alerts: readonly Alert[], environment: Environment, alertmanager: Alertmanager): AlertmanagerConfig {
  const own = alerts.filter(isSelfEvaluated);
  const signs = signsOfLife(alerts);
  const routes = distinct(own.map(({ route }) => [routeName(route), route]));
  const owners = distinct(own.map(({ evaluator }) => environment.post ?? evaluator.owner.channel).map((channel) => [channel.id, channel]));
  const apart = distinct(
    own.map((alert) => [routeNameBy(alert), { name: routeNameBy(alert), route: alert.route, by: alertGroups(alert.when)?.by }]),
  );
  const linked = new Set(own.flatMap(({ links, route }) => (links ? [routeName(route)] : [])));
  const missing = new Set(own.filter((alert) => missingOf(alert) === "data").map(routeNameBy));
  const by = [...new Set(apart.flatMap((one) => one.by ?? []))].sort();
  const receivers = [
    ...signs.map((sign) => signReceiver(sign, alertmanager)),
    ...routes.map((route) => receiverOf(route, alertmanager, linked.has(routeName(route)))),
    ...alertmanager.elsewhere.map(({ environment: other, post }) => quietReceiver(elsewhere(other), [post], alertmanager)),
    quietReceiver(unrouted, owners, alertmanager),
  ];
  return {
    global: globalOf([...owners, ...alertmanager.elsewhere.map(({ post }) => post)], routes, alertmanager),
    templates: [templateFileName],
    route: {
      receiver: unrouted,
      group_by: groupBy,
      ...pace.post,
      routes: [
        ...signs.map((sign) => signRoute(sign, environment)),
        ...apart.flatMap((one) => [...(missing.has(one.name) ? [routeOfMissing(one, environment)] : []), routeTo(one, environment)]),
        ...alertmanager.elsewhere.map(({ environment: other }) => ({ receiver: elsewhere(other), matchers: [ofEnvironment(other)] })),
      ],
    },
    inhibit_rules: inhibitions(by).map(({ label, source, target, equal }) => ({
      source_matchers: [`${label}="${source}"`],
      target_matchers: [`${label}="${target}"`],
      equal,
    })),
    receivers,
  };
}

const distinct = <T>(named: readonly (readonly [string, T])[]): T[] =>
  [...new Map(named)].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, one]) => one);

const ofEnvironment = (id: string): string => `environment="${id}"`;
const matchers = (name: string, { id }: Environment): string[] => [ofEnvironment(id), `${routeLabel}="${name}"`];

interface NamedRoute {
  readonly name: string;
  readonly route: AlertRoute;
  /** labels of the groups that are notified one by one */
  readonly by: readonly string[] | undefined;
}

function routeTo({ name, route, by }: NamedRoute, environment: Environment): Route {
  return {
    receiver: routeName(route),
    matchers: matchers(name, environment),
    ...(by && { group_by: [...groupBy, ...by] }),
    ...paceOf(route),
  };
}

/** To the same receiver, before the route of everything else. */
function routeOfMissing(one: NamedRoute, environment: Environment): Route {
  const { matchers, ...route } = routeTo(one, environment);
  return { ...route, matchers: [...matchers, `${missingLabel}="data"`], group_by: groupByMissing };
}

/**
 * Alertmanager looks at a group once in each interval, and repeats what was notified longer ago than the other: with half of
 * the time for both, a sign is sent at least once in the time.
 */
function signRoute({ name, every }: SignOfLife, environment: Environment): Route {
  const half = formatDuration(Math.max(1, Math.floor(every / 2)));
  return { receiver: name, matchers: matchers(name, environment), group_wait: "0s", group_interval: half, repeat_interval: half };
}

/** The one place with addresses of vendors. */
function globalOf(owners: readonly Channel[], routes: readonly AlertRoute[], alertmanager: Alertmanager): AlertmanagerConfig["global"] {
  const channels = [...owners, ...routes.map(({ channel }) => channel)];
  return {
    ...(channels.some(({ slack }) => slack !== undefined) && { slack_api_url: "https://slack.com/api/chat.postMessage" }),
    ...(channels.some(({ email }) => email !== undefined) && mailOf(alertmanager)),
  };
}

function mailOf({ mail, secrets }: Alertmanager): AlertmanagerConfig["global"] {
  if (!mail) return {};
  const { server, from, user } = mail;
  const login = user === undefined ? {} : { smtp_auth_username: user, smtp_auth_password_file: `${secrets}/${secretFile.mail}` };
  return { smtp_smarthost: server, smtp_from: from, ...login };
}
