/**
 * Every code that a problem of a catalog can have. Codes are stable: they may be searched for, linked and tested, and
 * are never given another meaning. Each has exactly one fixture in `test/model/fixtures`.
 */
interface Explained {
  readonly severity: "error" | "warning";
  readonly title: string;
  /** why it is a problem, in one line */
  readonly why: string;
  /** the way out */
  readonly way: string;
}

const error = (title: string, why: string, way: string): Explained => ({ severity: "error", title, why, way });
const warning = (title: string, why: string, way: string): Explained => ({ severity: "warning", title, why, way });
const unknown = (noun: string, where: string): Explained =>
  error(
    `Unknown ${noun}`,
    `What names ${/^[aeiou]/.test(noun) ? "an" : "a"} ${noun} that does not exist cannot be followed.`,
    `name ${/^[aeiou]/.test(noun) ? "an" : "a"} ${noun} of ${where}, or add it there`,
  );

export const codes = {
  // the file
  "unreadable-file": error(
    "Unreadable file",
    "A catalog needs its organization.yaml, and every file of it must open.",
    "put the file there and let it be read",
  ),
  "not-a-plain-file": error(
    "Link or repository in a catalog",
    "What it leads to can change, and be deployed, without a change that anybody reviews.",
    "put the file itself into the place of the link",
  ),
  "unread-file": error(
    "File that is not read",
    "A system in a file that nothing reads looks watched and is not.",
    "name it *.yaml, or move it out of systems/",
  ),
  "no-systems": error("No systems", "An empty catalog would remove everything that stands.", "write at least one file into systems/"),
  "file-too-large": error(
    "File too large",
    "A file of this size is not written by people, and is not read.",
    "split the system, or remove what is no catalog",
  ),
  "not-utf8": error("Not UTF-8", "Text in another encoding would be read wrongly without a word.", "save the file as UTF-8"),
  "empty-file": error("Empty file", "A file without a value says nothing.", "write the organization or system, or remove the file"),
  "yaml-syntax": error("YAML syntax", "The file is not valid YAML.", "mend the syntax; the place is where the parser gave up"),
  "tab-indentation": error("Tab as indentation", "YAML indents with spaces.", "replace the tab by spaces"),
  "too-deep": error("Nested too deeply", "No part of a catalog is nested this deeply.", "remove the nesting"),
  "many-documents": error(
    "Several documents in one file",
    "Only the first document would be read.",
    "one file holds one organization or system; remove the ---",
  ),
  "duplicate-key": error("Key written twice", "One of the two values would be lost without a word.", "keep one of the two"),
  alias: error(
    "YAML alias",
    "A reviewer reads a value where it stands, and nested aliases can grow without bound.",
    "write the value where it is used",
  ),
  "merge-key": error("YAML merge key", "A reviewer reads a value where it stands.", "write the keys where they are used"),
  "forbidden-key": error("Forbidden key", "The key means something to JavaScript and nothing to a catalog.", "choose another name"),
  "inexact-number": error(
    "Number with too many digits",
    "A number is kept as a float of some seventeen digits, so another one would be compared.",
    "write at most fifteen digits, or exactly those of the float that the application exports",
  ),

  // the shape
  "unknown-key": error("Unknown key", "A key that nothing reads promises what does not happen.", "correct its spelling or remove it"),
  "renamed-key": warning("Renamed key", "The next version knows it by its present name alone.", "write the present name"),
  "missing-key": error("Missing key", "The entry cannot be understood without it.", "add it"),
  "wrong-type": error("Wrong type", "The value is of another kind than the key holds.", "write the kind of value that is expected"),
  "missing-unit": error("Number without unit", "A bare number does not say what it counts.", "write the unit: 99.9%, 30s, 40/h"),
  "list-for-map": error(
    "List where a map is due",
    "Entries are known by their names, not by their position.",
    "write `name: value` instead of `- value`",
  ),
  "unknown-value": error("Unknown word", "The key takes one of a few words.", "choose one of them"),
  "unknown-unit": error(
    "Unknown unit",
    "Thresholds and bounds are converted by the declared unit.",
    "choose one of the units, or none for a plain number",
  ),
  "invalid-id": error(
    "Not an id",
    "Ids are lower-case words joined by single hyphens: they become parts of names everywhere.",
    "rename it, for example api-errors",
  ),
  "invalid-form": error("Wrong form", "The text is not of the form that the key takes.", "write it in the form that is shown"),
  "out-of-range": error("Out of range", "The value is smaller or larger than makes sense here.", "choose a value within the range"),
  "exactly-one": error("One of several", "The keys exclude each other, and one of them is needed.", "write exactly one of them"),

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
    "A matcher on a label that no series has selects nothing, for ever.",
    "use a declared label, or declare it at the metric or source",
  ),
  "missing-runbook": error(
    "Missing runbook",
    "Whoever is woken needs a page that says what to do.",
    "write docs/runbooks/<id>.md, or name one that exists",
  ),

  // identity
  "duplicate-id": error("Id used twice", "An SLO and an alert of one service would share a name.", "rename one of them"),
  "duplicate-system": error(
    "System written twice",
    "Two files describe one system; their objects would share names.",
    "join the files, or rename one system",
  ),
  "duplicate-name": error("Name used twice", "People and vendors tell these objects apart by name alone.", "give each its own name"),
  "formerly-taken": error(
    "Former id in use",
    "A former id would take over the object of an entry that lives.",
    "remove the id from `formerly`, or rename the other entry",
  ),
  "retired-alive": error(
    "Retired name still alive",
    "What is retired may not be there any more.",
    "remove the entry, or the line in `retired`",
  ),
  "lost-name": error(
    "Name lost",
    "What the ledger knows stands at a vendor or in a history: an alert, or somebody's place in a rotation, would go without a word.",
    "write its former id under `formerly` of the entry, or take it off with `slostack ledger --gone`",
  ),

  // metrics and signals
  "metric-contradiction": error("One series, two contracts", "A series has one kind and one unit.", "declare it the same way everywhere"),
  "buckets-not-ascending": error("Bounds not ascending", "Bounds of a histogram ascend, each once.", "order them"),
  "range-inverted": error("Range inverted", "The least value must be below the greatest.", "swap the two"),
  "wrong-metric-kind": error(
    "Wrong kind of metric",
    "A counter, a gauge and a histogram answer different questions.",
    "name a metric of the kind that is expected",
  ),
  "wrong-signal-kind": error(
    "Wrong kind of signal",
    "The condition or objective measures something that the signal does not have.",
    "name a signal of the kind that is expected",
  ),
  "unit-mismatch": error("Unit mismatch", "The threshold has another unit than the series.", "write it in the unit of the metric"),
  "unresolvable-bound": error(
    "No bucket at the bound",
    "A histogram knows nothing between its bounds, and nothing above the last.",
    "use one of its bounds, or add a bucket in the application",
  ),
  "label-matched-twice": error(
    "Label matched twice",
    "Two matchers on one label: one would replace the other.",
    "match the label in one place",
  ),
  "invalid-label-name": error(
    "Name that is no label",
    "A query with such a name is refused, and with it every other rule of the file.",
    "write the label as the source has it",
  ),
  "label-taken": error(
    "Label that is set already",
    "What is set twice is lost once: two series become one, or none is found.",
    "use another label",
  ),
  "reads-like-pattern": warning(
    "Text that reads like a pattern",
    "Texts are compared as they are written: what was meant as a regular expression selects nothing, and the alert never fires.",
    "write the values, or { starts-with: text }",
  ),
  "empty-filter": error("Empty filter", "A filter without labels takes every event for bad.", "name the labels that make an event bad"),
  "kind-not-in-source": error(
    "Metric that the source cannot hold",
    "Each kind of source has its own kinds of metric: not each has histograms, and log lines and errors can merely be counted.",
    "declare the metric as a kind that the source holds, or name another source in `from`",
  ),
  "invalid-metric-name": error(
    "Name that the source does not know",
    "A name in another form is never found in the source.",
    "write the name as the source has it",
  ),
  "signal-across-sources": error(
    "Signal across sources",
    "One vendor evaluates a signal, and sees no other source.",
    "measure bad and all events in one source",
  ),
  "unused-signal": warning("Unused signal", "No SLO, alert or panel reads it.", "use it or remove it"),

  // objectives and alerts
  "target-of-100": error(
    "Target of 100 %",
    "Without an error budget every failure is too many, and no burn rate exists.",
    "choose a target below 100 %",
  ),
  "floor-above-target": error(
    "Floor not below the target",
    "The floor is the line below the target; at or above it, it says nothing new.",
    "lower the floor",
  ),
  "tier-cannot-apply": error(
    "Tier that cannot apply",
    "A tier needs a burn factor of at least 1 and a long window of at most a quarter of the SLO's window.",
    "change the share, the time or the window",
  ),
  "quiet-traffic-missing": error(
    "Quiet traffic missing",
    "Whether failures can be counted at night depends on how many events there are.",
    "write minimum-traffic: events in the quietest hour, for example 40/h",
  ),
  // No error: SLOs alone are a sound beginning, and only people know whether their numbers stop in an outage.
  "outage-unseen": warning(
    "Blind in the outage that it is for",
    "Numbers stop when what sends them fails, and their absence alone is a ticket.",
    "put an alert beside it that pages without data: a probe, or `missing: fire` on what tells that the part lives",
  ),
  "probe-missing": error(
    "Probe missing",
    "In the quietest hour even a total outage has too few failures to page in time.",
    "add an alert on a value with `missing: fire` and a paging severity, or more traffic",
  ),
  "quiet-without-why": error(
    "Missing data quiet without reason",
    "Data that vanish without a word are how outages go unseen.",
    "say why in `why`, or choose absence or fire",
  ),
  "window-unmeasurable": error(
    "Window cannot be measured",
    "A window needs whole minutes (above three days whole hours), two of them at least, four scrapes and two evaluations.",
    "choose a longer window",
  ),
  "scrape-too-slow": error(
    "Scraped too rarely",
    "Who scrapes sees no sample older than five minutes: one missed scrape would be an outage, and above five minutes nothing holds for long enough to fire.",
    "scrape at least every 2m: a value that rarely changes costs next to nothing",
  ),
  "detected-too-late": error(
    "Detected too late",
    "A notification a month after the failure helps no one.",
    "choose a shorter window or a shorter `for`",
  ),
  "window-beyond-evaluator": error(
    "Window beyond the evaluator",
    "The vendor that evaluates the source does not look back that far, or not over such a window.",
    "choose a window that it has",
  ),
  "occurs-elsewhere": error(
    "Event without a cause",
    "Only who groups events by their cause knows which of them are new or came back.",
    "count them: `count: { above: 0, over: 5m }`",
  ),
  "cannot-fire": error("Can never fire", "No data that keep their contract meet the condition.", "change the threshold or the contract"),
  "always-fires": error("Always fires", "All data that keep their contract meet the condition.", "change the threshold or the contract"),

  // people and environments
  "page-without-pager": error(
    "Page without a pager",
    "A paging severity calls a person, and no on-call service says whom.",
    "name `on-call` at the service, system or source",
  ),
  "reach-missing": error(
    "Person whom nothing wakes",
    "A page that reaches a person by e-mail alone is read in the morning.",
    "write `reach: [sms, phone]` at the person, and the number into the secret setting slostack:phones",
  ),
  "slo-without-page": error(
    "SLO without a page",
    "The page tiers of a policy must reach a person.",
    "choose a severity with `route: page`",
  ),
  "ticket-pages": error("Ticket that pages", "The ticket tiers of a policy are for working hours.", "choose a severity with `route: post`"),
  "page-held-back": error(
    "Page held back",
    "A page calls at all hours; a calendar would hold it back.",
    "remove `during`, or post instead",
  ),
  "escalation-loop": error(
    "Escalation loop",
    "An escalation that goes on into itself never ends.",
    "end one of them; `repeat` starts again from the first level",
  ),
  "schedule-gap": error("Nobody on call", "At some time of the week no layer of the schedule is on duty.", "cover the whole week"),
  "schedule-overlap": error(
    "Two on call",
    "Where layers overlap, their order would decide who is called.",
    "let each hour belong to one layer",
  ),
  "invalid-time-zone": error("Unknown time zone", "Hours mean nothing outside a time zone.", "use an IANA name, for example Europe/Berlin"),
  "hours-empty": error(
    "Hours without length",
    "Hours that end when they begin could be none of the day or all of it.",
    'write from: "00:00", to: "24:00" for whole days; hours that end earlier than they begin go on over midnight',
  ),
  "environments-overlap": error(
    "Environments not told apart",
    "Alerts of one environment would read the data of the other.",
    "give both the same label with different values",
  ),
  "page-undecided": error(
    "Paging not decided",
    "Beside the account's owner no environment reaches the pagers by default: staging must not wake anybody.",
    "write `page: never` with `post`, or `page: always` if people are to be woken",
  ),
  "environment-unwritten": error(
    "Environment not written for a kind of source",
    "Without it the queries of one environment would read the data of all.",
    "say in `is` how the data of that kind name the environment",
  ),
  "post-wakes": error(
    "Post that wakes people",
    "What pages nobody, or is on trial, would ring a telephone through a gateway or the e-mail address of a pager.",
    "name a channel with a Slack channel or a mailbox alone",
  ),
  "hours-not-kept": warning(
    "Post with hours that wakes people",
    "A post is sent at once, and its hours only say when it is answered: a gateway or a pager's address rings at night.",
    "post it to a Slack channel or a mailbox, or page instead",
  ),
  "post-shared": warning(
    "Post into the channel of one that pages",
    "Alerts of an environment that pages nobody would be taken for those that people are woken by.",
    "give it a channel and addresses of its own",
  ),
  "unrouted-unheard": error(
    "Unrouted alerts unheard",
    "What no route knows goes to the channels of who owns a source that evaluates by itself, without their gateways: nobody would see it.",
    "give the channel a Slack channel or a mailbox as well",
  ),
  "channel-empty": error("Channel to nowhere", "What posts there reaches nobody.", "write slack, email, webhook, or several of them"),
  "standby-is-pager": error("Standing by for itself", "A pager that fails cannot stand by.", "name the other pager, or none"),
  "rotation-not-begun": error(
    "Rotation that has not begun",
    "Before its first handoff a rotation calls nobody.",
    "write an earlier first handoff in `since`",
  ),
  "level-repeats-person": warning(
    "One person on two schedules",
    "Whoever did not answer on one level is called again as the next one, so nobody else stands in.",
    "begin one of the two rotations with somebody else",
  ),
  "nothing-scraped": error(
    "Nothing scraped with these labels",
    "Where jobs set a label, only their targets have it: a service that selects another value sees nothing.",
    "write the labels of the job as the service selects them in `where`, or the other way round",
  ),
  "resolved-before-called": error(
    "Resolved before everybody is called",
    "The clock would end an incident that nobody has answered, and whoever is called later is never called.",
    "write a longer `auto-resolve`, or `never`: then the alert ends it",
  ),
  "pager-ends": warning("Pager that ends", "After that day nobody is woken through it.", "name another pager before that day"),
  "sender-is-evaluator": error(
    "Sender with the name of an evaluator",
    "An evaluator has a key of its own; the two would be one object.",
    "give the application another id",
  ),
  "shadow-missing": error(
    "Nowhere to try an alert",
    "What is on trial posts to one channel, and without it to none.",
    "name a channel in `shadow` of organization.yaml",
  ),
  "stage-without-effect": warning(
    "Stage without effect",
    "What posts anyway posts in the stage ticket as well, and where nobody is paged a stage holds nothing back.",
    "remove the stage, or give the alert the severity that it shall have once it is promoted",
  ),
  "alertmanager-missing": error(
    "Evaluated for nobody",
    "A source that evaluates by itself sends its alerts to a program that routes them, or to nobody.",
    "write where that program is, or let another evaluate",
  ),

  // what a change is held against
  "unknown-approver": error(
    "Unknown approver",
    "An approval that nobody can give would hold back every change, or none.",
    "write `owner`, or a group of `approvers`",
  ),
  "group-named-owner": error("Group named owner", "`owner` always is the team that owns what changes.", "give the group another id"),

  // what is seen from outside
  "not-a-prober": error(
    "Asked by nobody",
    "Only a vendor that asks endpoints can tell whether they answer.",
    "name a source of a kind that asks endpoints",
  ),
  "not-a-receiver": error(
    "Missed by nobody",
    "A sign of life is worth something only where its absence is noticed.",
    "name a source of a kind that misses signs of life",
  ),
  "probe-too-slow": error(
    "Asked too slowly",
    "What fails and mends between two questions is never seen.",
    "ask more often, or promise less",
  ),
  "probe-without-answer": error("Probe without an answer", "No answer is a failure of the endpoint.", "write `missing: fire`"),
  "no-certificate": error(
    "No certificate",
    "An address without https has none that could expire.",
    "write the https address, or remove the alert",
  ),
  "window-not-offered": error(
    "Window that the vendor does not offer",
    "Another window would be another alert; nothing is rounded silently.",
    "choose one that it offers, and say so in `decision`",
  ),
  "retention-not-days": error("Not whole days", "Lines are kept for whole days.", "write a number of days, such as 30d"),

  unsupported: error(
    "What a vendor refuses",
    "It would fail in the middle of an update, or never be what is written.",
    "write it as the vendor takes it, or choose another vendor for it",
  ),

  // dashboards and logs
  "panel-not-shown": error(
    "Panel of what no dashboard shows",
    "Log groups and errors are looked at where they are kept.",
    "show a metric of a source whose figures a dashboard can show, or remove the panel",
  ),
  "dashboard-across-sources": error(
    "Dashboard across sources",
    "One vendor shows a dashboard, and only what is in its source.",
    "write a dashboard for each source",
  ),
  "pipeline-takes-nothing": error(
    "Pipeline without logs",
    "A pipeline that takes no logs does nothing; one that takes all would take those of others.",
    "write services, from, or both",
  ),
  "level-repeated": error("Number of two levels", "A number is read as one level.", "give each level its own number"),

  "post-missing": error("Nowhere to post", "What would page has to be told somewhere.", "name a channel in `post`"),
} as const satisfies Record<string, Explained>;

export type Code = keyof typeof codes;
