import { predictSlo } from "../../../analysis/prove/predict.ts";
import { gauge, type InputSeries, input, type Sample, scraped } from "../../../analysis/prove/series.ts";
import type { Firing, Simulation } from "../../../analysis/prove/simulation.ts";
import { following, steady, type Trace } from "../../../analysis/prove/trace.ts";
import type { Slo } from "../../../model/resolved.ts";
import type { Alert } from "../../../monitors/alert.ts";

/**
 * What each raw query must do, written by hand, because nothing predicts it: who is meant, and beside them in the same simulation
 * those who look alike and are not meant. An alert that fired for one of these would fire twice.
 */
export interface Story {
  /** the alert, or the SLO, as system/service/entry */
  readonly entry: string;
  readonly name: string;
  readonly series: readonly InputSeries[];
  /** minutes in which the alert fires; of an SLO, what happened, by which its policy says it */
  readonly happens: Firing | Trace;
  readonly minutes: number;
}

const scrape = 30;
type Labels = Readonly<Record<string, string>>;

/** A series whose value at each minute is given; undefined while there is none. */
function level(name: string, labels: Labels, minutes: number, at: number | ((minute: number) => number | undefined)): InputSeries {
  const samples: Sample[] = [];
  for (let minute = 0; minute <= minutes; minute++) {
    const value = typeof at === "number" ? at : at(minute);
    const isGone = value === undefined && typeof samples.at(-1) === "number";
    samples.push(...(value === undefined ? [isGone ? ("stale" as const) : undefined, undefined] : gauge([value], scrape)));
  }
  return input(name, { env: "prod", ...labels }, samples);
}

/** A counter of the events of a trace. */
const counted = (name: string, labels: Labels, trace: Trace, of: (minute: Trace[number], index: number) => number): InputSeries => {
  const events = trace.map((minute, index) => ({ total: of(minute, index), bad: 0 }));
  return input(
    name,
    { env: "prod", ...labels },
    scraped(events, ({ total }) => total, scrape),
  );
};

/** `then` from minute 20 to before minute 60, else `usually`. */
const between =
  <Value>(then: Value, usually: Value) =>
  (minute: number): Value =>
    minute >= 20 && minute < 60 ? then : usually;

const state = { job: "kube-state-metrics", namespace: "shop" };

function pods(): Story {
  const minutes = 80;
  const pod = (name: string, owner: string, phases: Record<string, (minute: number) => number>, ready: (minute: number) => number) => [
    level("kube_pod_owner", { ...state, pod: name, owner_kind: owner }, minutes, 1),
    level("kube_pod_status_ready", { ...state, pod: name, condition: "true" }, minutes, ready),
    ...Object.entries(phases).map(([phase, at]) => level("kube_pod_status_phase", { ...state, pod: name, phase }, minutes, at)),
  ];
  const [always, never] = [() => 1, () => 0];
  return {
    entry: "kubernetes/stuck-workloads/pods",
    name: "fires for a pod that runs and is not ready, and for none that ends, waits to be scheduled, or begins",
    minutes,
    series: [
      ...pod("broken", "ReplicaSet", { Running: always, Pending: never }, between(0, 1)),
      ...pod("a-job", "Job", { Running: never, Pending: always }, never),
      ...pod("gated", "ReplicaSet", { Running: never, Pending: always }, never),
      level("kube_pod_status_reason", { ...state, pod: "gated", reason: "SchedulingGated" }, minutes, 1),
      ...pod("new", "ReplicaSet", { Running: between(1, 1), Pending: (minute) => (minute < 14 ? 1 : 0) }, (minute) =>
        minute < 14 ? 0 : 1,
      ),
    ],
    happens: [[35, 60]],
  };
}

function setUpdate(): Story {
  const minutes = 80;
  const set = (statefulset: string, wanted: number, updated: (minute: number) => number, until: number) => {
    const labels = { ...state, statefulset };
    const next = (minute: number) => minute >= 10;
    return [
      level("kube_statefulset_replicas", labels, minutes, wanted),
      level("kube_statefulset_status_replicas_updated", labels, minutes, updated),
      level("kube_statefulset_status_current_revision", { ...labels, revision: "a" }, minutes, (m) => (m < until ? 1 : undefined)),
      level("kube_statefulset_status_current_revision", { ...labels, revision: "b" }, minutes, (m) => (m < until ? undefined : 1)),
      level("kube_statefulset_status_update_revision", { ...labels, revision: "a" }, minutes, (m) => (next(m) ? undefined : 1)),
      level("kube_statefulset_status_update_revision", { ...labels, revision: "b" }, minutes, (m) => (next(m) ? 1 : undefined)),
    ];
  };
  return {
    entry: "kubernetes/stuck-workloads/set-update",
    name: "fires for a set that stands still, and for none that goes on or is up to date",
    minutes,
    series: [
      // One pod in minute 10, and the others in minute 70.
      ...set("stuck", 3, (minute) => (minute < 10 ? 0 : minute < 70 ? 1 : 3), 70),
      ...set("slow", 30, (minute) => Math.max(0, Math.floor((minute - 10) / 4)), 90),
      ...set("done", 3, () => 0, 10),
    ],
    // Five minutes after the last pod it stands still, and that for fifteen.
    happens: [[30, 70]],
  };
}

function daemons(): Story {
  const minutes = 80;
  const set = (daemonset: string, updated: number | ((minute: number) => number), available: (minute: number) => number) => {
    const of = (metric: string, at: number | ((minute: number) => number)) =>
      level(`kube_daemonset_status_${metric}`, { ...state, daemonset }, minutes, at);
    return [
      of("desired_number_scheduled", 30),
      of("current_number_scheduled", 30),
      of("number_misscheduled", 0),
      of("updated_number_scheduled", updated),
      of("number_available", available),
    ];
  };
  return {
    entry: "kubernetes/stuck-workloads/daemons",
    name: "fires for a set that stands still, and for none that goes on",
    minutes,
    series: [
      ...set("stuck", 30, between(29, 30)),
      ...set(
        "slow",
        (minute) => Math.floor(minute / 4),
        () => 30,
      ),
    ],
    happens: [[35, 60]],
  };
}

function jobs(): Story {
  const minutes = 820;
  const began = 946_684_800;
  const job = (name: string, active: (minute: number) => number) => [
    level("kube_job_status_start_time", { ...state, job_name: name }, minutes, began),
    level("kube_job_status_active", { ...state, job_name: name }, minutes, active),
  ];
  return {
    entry: "kubernetes/stuck-workloads/jobs",
    name: "fires for a job that runs for half a day, and for none that has ended",
    minutes,
    series: [...job("long", (minute) => (minute < 800 ? 1 : 0)), ...job("short", (minute) => (minute < 60 ? 1 : 0))],
    happens: [[721, 800]],
  };
}

function scaling(): Story {
  const minutes = 80;
  const scaler = (name: string, desired: (minute: number) => number, current: number | ((minute: number) => number)) => {
    const labels = { ...state, horizontalpodautoscaler: name };
    return [
      level("kube_horizontalpodautoscaler_status_desired_replicas", labels, minutes, desired),
      level("kube_horizontalpodautoscaler_status_current_replicas", labels, minutes, current),
      level("kube_horizontalpodautoscaler_spec_min_replicas", labels, minutes, 2),
      level("kube_horizontalpodautoscaler_spec_max_replicas", labels, minutes, 40),
    ];
  };
  return {
    entry: "kubernetes/stuck-workloads/scaling",
    name: "fires for an autoscaler that stands still, and for none that scales or cannot",
    minutes,
    series: [
      ...scaler("stuck", between(6, 4), 4),
      ...scaler(
        "slow",
        () => 30,
        (minute) => 4 + Math.floor(minute / 10),
      ),
      ...scaler("at-most", between(50, 40), 40),
      ...scaler("at-least", between(1, 2), 2),
    ],
    happens: [[35, 60]],
  };
}

function overcommitment(entry: string, resource: string, unit: number): Story {
  const minutes = 80;
  const pod = (name: string, requests: number, phase: string, at: number | ((minute: number) => number)) => [
    level("kube_pod_container_resource_requests", { ...state, pod: name, container: "main", resource }, minutes, requests * unit),
    level("kube_pod_status_phase", { ...state, pod: name, phase }, minutes, at),
  ];
  return {
    entry: `kubernetes/overcommitment/${entry}`,
    name: "fires while the largest node cannot be lost, and counts no pod that has ended",
    minutes,
    series: [
      ...[4, 4, 6].map((size, node) =>
        level("kube_node_status_allocatable", { ...state, node: `node-${node}`, resource }, minutes, size * unit),
      ),
      ...[99, 99, 99].map((size, node) =>
        level("kube_node_status_allocatable", { ...state, node: `node-${node}`, resource: "pods" }, minutes, size),
      ),
      ...pod("shop", 7, "Running", 1),
      ...pod("ended", 5, "Succeeded", 1),
      ...pod("more", 2, "Pending", between(1, 0)),
    ],
    happens: [[30, 60]],
  };
}

function turns(): Story {
  const minutes = 90;
  const node = (name: string, cordoned: number) => [
    level("kube_node_status_condition", { ...state, node: name, condition: "Ready", status: "true" }, minutes, (minute) =>
      minute >= 20 && minute < 60 && (minute - 20) % 4 < 2 ? 0 : 1,
    ),
    level("kube_node_spec_unschedulable", { ...state, node: name }, minutes, cordoned),
  ];
  return {
    entry: "kubernetes/flapping-nodes/turns",
    name: "fires for a node that comes and goes, and for none that is cordoned or goes once",
    minutes,
    series: [
      ...node("flapping", 0),
      ...node("cordoned", 1),
      level("kube_node_status_condition", { ...state, node: "once", condition: "Ready", status: "true" }, minutes, between(0, 1)),
      level("kube_node_spec_unschedulable", { ...state, node: "once" }, minutes, 0),
    ],
    // It turns every two minutes from 20 to 58: the third time in 24, and the third but last, in 54, is seen until 68.
    happens: [[39, 69]],
  };
}

function versions(): Story {
  const minutes = 80;
  const build = (job: string, git_version: string, at: number | ((minute: number) => number | undefined)) =>
    level("kubernetes_build_info", { job, git_version }, minutes, at);
  return {
    entry: "kubernetes/versions/several",
    name: "fires for two minor versions, and for no two patches or the version of the name server",
    minutes,
    series: [
      build("kube-apiserver", "v1.30.2", 1),
      build("kubelet", "v1.30.5+k3s1", 1),
      build("coredns", "v1.11.1", 1),
      build("kube-proxy", "v1.29.1", between<number | undefined>(1, undefined)),
    ],
    happens: [[35, 60]],
  };
}

function saturated(): Story {
  const minutes = 80;
  const host = (instance: string, load: (minute: number) => number) => [
    level("node_load1", { job: "node", instance }, minutes, load),
    ...[0, 1, 2, 3].flatMap((cpu) =>
      ["idle", "user"].map((mode) =>
        level("node_cpu_seconds_total", { job: "node", instance, cpu: `${cpu}`, mode }, minutes, (minute) => minute),
      ),
    ),
  ];
  return {
    entry: "node/load/saturated",
    name: "fires for a host with more than two tasks for each processor, and for none with two",
    minutes,
    series: [...host("busy", between(9, 1)), ...host("full", () => 8)],
    happens: [[35, 60]],
  };
}

/** Health, an outage of an hour, and health again; the numbers are odd, so that no share is met exactly, where floats decide. */
const outage = (total: number, bad: number): Trace => following(steady(367, total), steady(61, total, bad), steady(130, total));

/** Of the failures half are slow and half are errors; the other verbs have as many events and none of them. */
function requests(entry: "reads" | "writes", verb: string, other: string): Story {
  const trace = outage(2003, 1802);
  const job = { job: "kube-apiserver" };
  const of = (which: string, isMeant: boolean) => {
    const failed = (bad: number) => (isMeant ? bad / 2 : 0);
    const scopes = [
      ["resource", "1"],
      ["namespace", "5"],
      ["cluster", "30"],
    ] as const;
    const bound = (scope: string, le: string) =>
      counted(
        "apiserver_request_sli_duration_seconds_bucket",
        { ...job, verb: which, scope, subresource: "", le },
        trace,
        ({ total, bad }) => (scope === "namespace" ? total - failed(bad) : total),
      );
    return [
      counted("apiserver_request_total", { ...job, verb: which, code: "200" }, trace, ({ total, bad }) => 3 * total - failed(bad)),
      counted("apiserver_request_total", { ...job, verb: which, code: "503" }, trace, ({ bad }) => failed(bad)),
      ...scopes.flatMap(([scope, le]) => [
        counted(
          "apiserver_request_sli_duration_seconds_count",
          { ...job, verb: which, scope, subresource: "" },
          trace,
          ({ total }) => total,
        ),
        bound(scope, entry === "writes" ? "1" : le),
      ]),
    ];
  };
  return {
    entry: `kubernetes/requests/${entry}`,
    name: "counts what fails and what is slow as one, each scope by its own bound",
    minutes: trace.length,
    series: [...of(verb, true), ...of(other, false)],
    happens: trace.map(({ total, bad }) => ({ total: 3 * total, bad })),
  };
}

function satisfaction(): Story {
  const trace = outage(37, 27);
  const client = (name: string, at: (minute: Trace[number]) => number): InputSeries =>
    // The value of a minute is that at its end.
    input("unifipoller_client_satisfaction_ratio", { env: "prod", name }, [
      undefined,
      ...trace.flatMap((minute) => gauge([at(minute)], scrape)),
    ]);
  return {
    entry: "sloth/home-wifi/average",
    name: "counts each client by how content it is",
    minutes: trace.length,
    series: [
      ...Array.from({ length: 36 }, (_, index) => client(`often-${index}`, ({ bad }) => (bad > 0 ? 0.25 : 1))),
      client("always", () => 1),
    ],
    happens: trace,
  };
}

function page(): Story {
  const trace = outage(1, 1);
  const of = (code: string, at: (minute: Trace[number]) => number) => counted("http_requests_total", { job: "web", code }, trace, at);
  return {
    entry: "openslo/web/page",
    name: "counts a minute with few requests like one with many",
    minutes: trace.length,
    series: [of("200", ({ bad }) => (bad > 0 ? 0 : 1000)), of("500", ({ bad }) => (bad > 0 ? 10 : 0))],
    happens: trace,
  };
}

export const stories: readonly Story[] = [
  pods(),
  setUpdate(),
  daemons(),
  jobs(),
  scaling(),
  overcommitment("processors", "cpu", 1),
  overcommitment("memory", "memory", 2 ** 30),
  turns(),
  versions(),
  saturated(),
  requests("reads", "GET", "POST"),
  requests("writes", "POST", "GET"),
  satisfaction(),
  page(),
];

/** A story as a simulation of the alerts that its entry has: the alert itself, or page and ticket. */
export function simulationOf(story: Story, alerts: readonly Alert[], slos: readonly Slo[]): Simulation {
  const slo = slos.find(({ path }) => path === story.entry);
  const own = alerts.filter(({ entry, kind }) => entry === story.entry && (slo ? kind.startsWith("burn-") : kind === "threshold"));
  const predicted = slo ? predictSlo(story.happens as Trace, slo) : undefined;
  const firing = ({ kind }: Alert): Firing =>
    predicted ? (kind === "burn-page" ? predicted.page : predicted.ticket) : (story.happens as Firing);
  return {
    name: `${story.entry} ${story.name}`,
    alerts: own,
    scrape,
    series: story.series,
    minutes: story.minutes,
    fires: Object.fromEntries(own.map((alert) => [alert.name, firing(alert)])),
  };
}
