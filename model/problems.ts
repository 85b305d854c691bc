/**
 * Every code that a problem of a catalog can have. Codes are stable: they may be searched for, linked and tested, and
 * are never given another meaning. Each has exactly one fixture in `test/model/fixtures`.
 */
interface Explained {
  readonly severity: "error" | "warning";
  readonly title: string;
  /** why it is a problem, in one line */
  readonly why: string;
  /** the remediation */
  readonly way: string;
}

const error = (title: string, why: string, way: string): Explained => ({ severity: "error", title, why, way });
const warning = (title: string, why: string, way: string): Explained => ({ severity: "warning", title, why, way });
const unknown = (noun: string, where: string): Explained =>
  error(
    `Unknown ${noun}`,
    `A reference must name ${/^[aeiou]/.test(noun) ? "an" : "a"} ${noun} that exists.`,
    `name ${/^[aeiou]/.test(noun) ? "an" : "a"} ${noun} of ${where}, or add it there`,
  );

export const codes = {
  // the file
  "unreadable-file": error(
    "Unreadable file",
    "A catalog needs an organization.yaml, and all of its files must be readable.",
    "create the file, or make it readable",
  ),
  "not-a-plain-file": error(
    "Link or repository in a catalog",
    "Its target can change, and be deployed, without a reviewed change.",
    "replace the link with the file",
  ),
  "unread-file": error(
    "File that is not read",
    "A system in an unread file looks monitored but is not.",
    "name it *.yaml, or move it out of systems/",
  ),
  "no-systems": error("No systems", "An empty catalog would remove every deployed object.", "add at least one file to systems/"),
  "file-too-large": error(
    "File too large",
    "No hand-written file is this large.",
    "split the system, or remove what does not belong to the catalog",
  ),
  "not-utf8": error("Not UTF-8", "Another encoding would be misread silently.", "save the file as UTF-8"),
  "empty-file": error("Empty file", "The file has no content.", "write the organization or system, or remove the file"),
  "yaml-syntax": error("YAML syntax", "The file is not valid YAML.", "fix the syntax; the parser stopped at this place"),
  "tab-indentation": error("Tab as indentation", "YAML indents with spaces.", "replace the tab with spaces"),
  "too-deep": error("Nested too deeply", "No part of a catalog needs this much nesting.", "remove the nesting"),
  "many-documents": error(
    "Several documents in one file",
    "Only the first document would be read.",
    "write one organization or system per file; remove the ---",
  ),
  "duplicate-key": error("Key written twice", "One of the two values would be lost silently.", "remove one of them"),
  alias: error(
    "YAML alias",
    "Reviewers must see a value where it is used, and nested aliases can grow without bound.",
    "write the value where it is used",
  ),
  "merge-key": error("YAML merge key", "Reviewers must see a value where it is used.", "write the keys where they are used"),
  "forbidden-key": error("Forbidden key", "The key has a special meaning in JavaScript.", "choose another name"),
  "inexact-number": error(
    "Number with too many digits",
    "Numbers are stored as floats of about seventeen digits, so the comparison would use another value.",
    "write at most fifteen digits, or exactly the float that the application exports",
  ),

  // the shape
  "unknown-key": error("Unknown key", "Nothing reads this key.", "correct its spelling or remove it"),
  "renamed-key": warning(
    "Renamed key",
    "The next version accepts only the new name.",
    "write the new name, or let `slostack migrate` write it",
  ),
  "missing-key": error("Missing key", "The entry is incomplete without it.", "add it"),
  "wrong-type": error("Wrong type", "The value has another type than the key takes.", "write a value of the expected type"),
  "missing-unit": error("Number without unit", "A bare number is ambiguous.", "write the unit: 99.9%, 30s, 40/h"),
  "list-for-map": error("List instead of a map", "Entries have names, not positions.", "write `name: value` instead of `- value`"),
  "unknown-value": error("Unknown word", "The key takes one of a fixed set of words.", "choose one of them"),
  "unknown-unit": error(
    "Unknown unit",
    "Thresholds and bounds are converted by the declared unit.",
    "choose one of the units, or none for a plain number",
  ),
  "invalid-id": error(
    "Not an id",
    "Ids become parts of names everywhere: lower-case words joined by single hyphens.",
    "rename it, for example api-errors",
  ),
  "invalid-form": error("Wrong form", "The text does not match the format of the key.", "write it in the format shown"),
  "out-of-range": error("Out of range", "The value is smaller or larger than makes sense here.", "choose a value within the range"),
  "exactly-one": error("Exactly one of several", "The keys exclude each other, and one is required.", "write exactly one of them"),

  // references
  "unknown-team": unknown("team", "organization.yaml"),
  "unknown-channel": unknown("channel", "organization.yaml"),
  "unknown-calendar": unknown("calendar", "organization.yaml"),
  "unknown-person": unknown("person", "organization.yaml"),
  "unknown-severity": unknown("severity", "organization.yaml"),
  "unknown-source": unknown("source", "organization.yaml"),
  "unknown-policy": unknown("policy", "organization.yaml"),
  "unknown-on-call": unknown("on-call service", "organization.yaml"),
  "unknown-schedule": unknown("schedule", "organization.yaml"),
  "unknown-escalation": unknown("escalation", "organization.yaml"),
  "unknown-environment": unknown("environment", "organization.yaml"),
  "unknown-signal": unknown("signal", "the same service"),
  "unknown-metric": unknown("metric", "the service"),
  "unknown-endpoint": unknown("endpoint", "the same service"),
  "unknown-service": unknown("service", "the same system"),
  "unknown-label": error(
    "Unknown label",
    "A matcher on a label that no series has never selects anything.",
    "use a declared label, or declare it on the metric or source",
  ),
  "missing-runbook": error(
    "Missing runbook",
    "The person who is paged needs instructions.",
    "write docs/runbooks/<id>.md, or name one that exists",
  ),

  // identity
  "duplicate-id": error("Id used twice", "An SLO and an alert of one service would share a name.", "rename one of them"),
  "duplicate-system": error(
    "System written twice",
    "Two files describe the same system, so their objects would share names.",
    "merge the files, or rename one system",
  ),
  "duplicate-name": error("Name used twice", "People and vendors tell these objects apart by name alone.", "give each a unique name"),
  "formerly-taken": error(
    "Former id in use",
    "The former id would take over an existing entry's object.",
    "remove the id from `formerly`, or rename the other entry",
  ),
  "retired-alive": error(
    "Retired name still in use",
    "A retired entry must no longer exist.",
    "remove the entry, or remove its line from `retired`",
  ),
  "lost-name": error(
    "Name lost",
    "A deployed name disappeared: its alert, history or place in a rotation would be lost silently.",
    "add its former id to `formerly` of the entry, or remove the name with `slostack ledger --gone`",
  ),

  // metrics and signals
  "metric-contradiction": error(
    "One series, two contracts",
    "A series has one kind and one unit.",
    "declare the same kind and unit everywhere",
  ),
  "buckets-not-ascending": error("Bounds not ascending", "Histogram bounds must be unique and ascending.", "sort them"),
  "range-inverted": error("Range inverted", "The minimum must be below the maximum.", "swap them"),
  "wrong-metric-kind": error(
    "Wrong metric kind",
    "A counter, a gauge and a histogram answer different questions.",
    "name a metric of the expected kind",
  ),
  "wrong-signal-kind": error(
    "Wrong signal kind",
    "The signal does not have what the condition or objective measures.",
    "name a signal of the expected kind",
  ),
  "unit-mismatch": error("Unit mismatch", "The threshold and the series have different units.", "write it in the unit of the metric"),
  "unresolvable-bound": error(
    "No bucket at the bound",
    "A histogram can only be queried at its bounds.",
    "use one of its bounds, or add a bucket in the application",
  ),
  "label-matched-twice": error("Label matched twice", "One of the two matchers would replace the other.", "match the label only once"),
  "invalid-label-name": error(
    "Invalid label name",
    "A query with this name is rejected, and with it every other rule in the file.",
    "write the label as it appears in the source",
  ),
  "label-taken": error(
    "Label already set",
    "One value would overwrite the other: series would merge, or none would match.",
    "use another label",
  ),
  "reads-like-pattern": warning(
    "Text looks like a pattern",
    "Text is matched literally: a regular expression selects nothing, and the alert never fires.",
    "write the values, or { starts-with: text }",
  ),
  "empty-filter": error("Empty filter", "A filter without labels counts every event as bad.", "add the labels that make an event bad"),
  "kind-not-in-source": error(
    "Metric kind not supported by the source",
    "Each kind of source supports certain kinds of metric: some have no histograms; log lines and errors can only be counted.",
    "declare the metric as a kind that the source supports, or name another source in `from`",
  ),
  "invalid-metric-name": error(
    "Metric name not valid in the source",
    "The source never has a name in this format.",
    "write the name as it appears in the source",
  ),
  "signal-across-sources": error(
    "Signal across sources",
    "One vendor evaluates a signal and cannot query another source.",
    "measure bad and total events in one source",
  ),
  "unused-signal": warning("Unused signal", "No SLO, alert or panel uses it.", "use it or remove it"),

  // objectives and alerts
  "target-of-100": error("Target of 100 %", "There is no error budget, so there is no burn rate.", "choose a target below 100 %"),
  "floor-above-target": error("Floor not below the target", "The floor must be below the target to add anything.", "lower the floor"),
  "tier-cannot-apply": error(
    "Tier that cannot apply",
    "A tier needs a burn factor of at least 1 and a long window of at most a quarter of the SLO's window.",
    "change the share, the time or the window",
  ),
  "quiet-traffic-missing": error(
    "Minimum traffic missing",
    "Detection in quiet hours depends on the number of events.",
    "write minimum-traffic, the events in the quietest hour, for example 40/h",
  ),
  // No error: SLOs alone are a valid start, and only people know whether their numbers stop in an outage.
  "outage-unseen": warning(
    "Blind spot: a total outage",
    "Metrics stop when their sender fails, and missing data alone only files a ticket.",
    "add an alert that pages without data: a probe, or `missing: fire` on a metric that shows that the service is up",
  ),
  "probe-missing": error(
    "Probe missing",
    "In the quietest hour, even a total outage has too few failures to page in time.",
    "add an alert on a value with `missing: fire` and a paging severity, or generate more traffic",
  ),
  "quiet-without-why": error(
    "Missing data ignored without a reason",
    "Silently missing data hide outages.",
    "give the reason in `why`, or choose absence or fire",
  ),
  "window-unmeasurable": error(
    "Window cannot be measured",
    "A window needs whole minutes (above three days, whole hours), and at least two minutes, four scrapes and two evaluations.",
    "choose a longer window",
  ),
  "scrape-too-slow": error(
    "Scraped too rarely",
    "Samples go stale after five minutes: one missed scrape would look like an outage, and with longer intervals no alert holds long enough to fire.",
    "scrape at least every 2m; a value that rarely changes costs next to nothing",
  ),
  "detected-too-late": error(
    "Detected too late",
    "A notification a month after the failure is useless.",
    "choose a shorter window or a shorter `for`",
  ),
  "window-beyond-evaluator": error(
    "Window beyond the evaluator",
    "The vendor that evaluates the source does not support this window.",
    "choose a window that it supports",
  ),
  "occurs-elsewhere": error(
    "Source does not group events",
    "Only a source that groups events by cause can tell new, reappeared and regressed issues.",
    "count them: `count: { above: 0, over: 5m }`",
  ),
  "cannot-fire": error("Can never fire", "No data within the contract can meet the condition.", "change the threshold or the contract"),
  "always-fires": error("Always fires", "All data within the contract meet the condition.", "change the threshold or the contract"),

  // people and environments
  "page-without-pager": error(
    "Page without a pager",
    "A paging severity needs an on-call service, and none is named.",
    "set `on-call` on the service, system or source",
  ),
  "reach-missing": error(
    "Person without a phone contact",
    "A page that arrives only by e-mail is read in the morning.",
    "set `reach: [sms, phone]` on the person, and put the number into the secret setting slostack:phones",
  ),
  "reach-not-used": warning(
    "Contacts that no pager gets",
    "With `pagers: { people: look-up }` people keep the contacts that they have at the pager.",
    "remove `reach`, or write `pagers: { people: own }`",
  ),
  "slo-without-page": error("SLO without a page", "The page tiers of a policy must page a person.", "choose a severity with `route: page`"),
  "ticket-pages": error("Ticket that pages", "The ticket tiers of a policy are for working hours.", "choose a severity with `route: post`"),
  "page-held-back": error(
    "Page held back",
    "A page must arrive at all hours; a calendar would delay it.",
    "remove `during`, or use `route: post`",
  ),
  "escalation-loop": error(
    "Escalation loop",
    "An escalation that leads back to itself never ends.",
    "remove one `next`; `repeat` restarts from the first level",
  ),
  "schedule-gap": error("No one on call", "The layers of the schedule do not cover the whole week.", "cover the whole week"),
  "schedule-overlap": error(
    "Two people on call",
    "Where layers overlap, only their order would decide who is paged.",
    "assign each hour to one layer",
  ),
  "invalid-time-zone": error("Unknown time zone", "Hours need a time zone.", "use an IANA name, for example Europe/Berlin"),
  "hours-empty": error(
    "Empty hours",
    "Hours that start and end at the same time could mean all day or never.",
    'write from: "00:00", to: "24:00" for whole days; hours that end before they start continue past midnight',
  ),
  "environments-overlap": error(
    "Environments not separated",
    "Alerts of one environment would query the data of the other.",
    "give both the same label with different values",
  ),
  "page-undecided": error(
    "Paging not decided",
    "Only the account owner pages by default: staging must not wake anyone.",
    "write `page: never` with `post`, or `page: always` to page people",
  ),
  "environment-unwritten": error(
    "Environment not mapped for a kind of source",
    "Without it, queries of one environment would read the data of all.",
    "set in `is` how the data of that kind name the environment",
  ),
  "post-wakes": error(
    "Post that pages people",
    "An alert that must not page, or is in a dry run, would ring a phone through a gateway or a pager's e-mail address.",
    "name a channel that has only a Slack channel or a mailbox",
  ),
  "hours-not-kept": warning(
    "Post pages people outside its hours",
    "A post is sent immediately; its hours only say when it is answered. A gateway or a pager's address rings at night.",
    "post it to a Slack channel or a mailbox, or page instead",
  ),
  "post-shared": warning(
    "Channel shared with a paging environment",
    "Alerts of an environment that does not page would be mistaken for those that page.",
    "give it a separate channel with its own addresses",
  ),
  "unrouted-unheard": error(
    "Unrouted alerts notify no one",
    "Unrouted alerts go to the owner's channels without their gateways, so no one would be notified.",
    "add a Slack channel or a mailbox to the channel",
  ),
  "channel-empty": error("Empty channel", "Posts to it reach no one.", "set one or more of slack, email and webhook"),
  "standby-is-pager": error("Standby for itself", "A pager that is down cannot be its own standby.", "name the other pager, or none"),
  "rotation-not-begun": error(
    "Rotation not started",
    "A rotation pages no one before its first handoff.",
    "set an earlier first handoff in `since`",
  ),
  "level-repeats-person": warning(
    "Same person on two levels",
    "The person who did not answer is paged again on the next level, so no one else takes over.",
    "start one of the two rotations with another person",
  ),
  "nothing-scraped": error(
    "No target with these labels",
    "Only the targets of a job carry its labels: a service that selects another value gets no data.",
    "make the job's labels and the service's `where` match",
  ),
  "resolved-before-called": error(
    "Resolved before everyone is paged",
    "The incident would resolve by timeout before the later levels are paged.",
    "set a longer `auto-resolve`, or `never` so that only the alert ends it",
  ),
  "pager-ends": warning("Pager with an end of support", "After that day it pages no one.", "switch to another pager before that day"),
  "sender-is-evaluator": error(
    "Sender named like an evaluator",
    "An evaluator has its own key, so the two would be one object.",
    "give the sender another id",
  ),
  "shadow-missing": error(
    "No channel for dry runs",
    "A dry run posts to the shadow channel, and there is none.",
    "set a channel as `shadow` in organization.yaml",
  ),
  "stage-without-effect": warning(
    "Stage without effect",
    "The stage changes nothing: the alert does not page anyway.",
    "remove the stage, or set the severity that the alert gets once promoted",
  ),
  "alertmanager-missing": error(
    "Alerts that are not routed",
    "A source that evaluates its own rules needs a program that routes its alerts.",
    "set the address of that program, or choose another evaluator",
  ),

  // what a change is held against
  "unknown-approver": error(
    "Unknown approver",
    "An approval that no one can give would block every change, or none.",
    "write `owner` or a group of `approvers`",
  ),
  "group-named-owner": error(
    "Group named owner",
    "`owner` always means the team that owns the changed entry.",
    "give the group another id",
  ),

  // what is seen from outside
  "not-a-prober": error(
    "Source cannot probe",
    "Only a prober can check whether endpoints answer.",
    "name a source of a kind that probes endpoints",
  ),
  "not-a-receiver": error(
    "Source cannot receive heartbeats",
    "A heartbeat needs a receiver that detects when it is missed.",
    "name a source of a kind that receives heartbeats",
  ),
  "probe-too-slow": error(
    "Probed too slowly",
    "A failure that starts and ends between two probes is never detected.",
    "probe more often, or lower the target",
  ),
  "probe-without-answer": error("Probe ignores missing answers", "A missing answer is a failure of the endpoint.", "write `missing: fire`"),
  "no-certificate": error("No certificate", "An address without https has no certificate.", "use an https address, or remove the alert"),
  "window-not-offered": error(
    "Window not offered by the vendor",
    "Another window would be another alert, and nothing is rounded silently.",
    "choose one that it offers, and record that in `decision`",
  ),
  "retention-not-days": error("Not whole days", "Retention is in whole days.", "write a number of days, such as 30d"),

  unsupported: error(
    "Not supported by a vendor",
    "The update would fail halfway, or the object would not match the catalog.",
    "write it in a way that the vendor supports, or choose another vendor",
  ),

  // dashboards and logs
  "panel-not-shown": error(
    "Panel that no dashboard can show",
    "Log groups and errors are viewed at their vendor.",
    "show a metric of a source with dashboards, or remove the panel",
  ),
  "dashboard-across-sources": error(
    "Dashboard across sources",
    "One vendor shows a dashboard, and only with data of its own source.",
    "write one dashboard per source",
  ),
  "pipeline-takes-nothing": error(
    "Pipeline without logs",
    "A pipeline without a selection would process no logs, or those of others.",
    "set services, from, or both",
  ),
  "level-repeated": error("Number used for two levels", "Each number means one level.", "give each level a unique number"),

  "post-missing": error("No channel to post to", "Alerts that do not page need a channel.", "set a channel in `post`"),
} as const satisfies Record<string, Explained>;

export type Code = keyof typeof codes;
