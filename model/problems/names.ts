import { type Explained, error, unknown, warning } from "./explained.ts";

/** Codes about references, and what an entry is known by. */
export const names = {
  // references
  "unknown-team": unknown("team", "organization.yaml"),
  "unknown-channel": unknown("channel", "organization.yaml"),
  "unknown-calendar": unknown("calendar", "organization.yaml"),
  "unknown-holidays": unknown("list of holidays", "organization.yaml"),
  "unknown-person": unknown("person", "organization.yaml"),
  "unknown-severity": unknown("severity", "organization.yaml"),
  "unknown-source": unknown("source", "organization.yaml"),
  "unknown-policy": unknown("policy", "organization.yaml"),
  "unknown-on-call": unknown("on-call service", "organization.yaml"),
  "unknown-schedule": unknown("schedule", "organization.yaml"),
  "unknown-escalation": unknown("escalation", "organization.yaml"),
  "unknown-layer": unknown("layer", "the same schedule"),
  "unknown-environment": unknown("environment", "organization.yaml"),
  "unknown-signal": unknown("signal", "the same service"),
  "unknown-slo": unknown("SLO", "the service"),
  "unknown-metric": unknown("metric", "the service"),
  "unknown-endpoint": unknown("endpoint", "the same service"),
  "unknown-service": unknown("service", "the same system"),
  "unknown-system": unknown("system", "the catalog"),
  "unknown-profile": unknown("profile", "profiles/"),
  "unknown-parameter": error(
    "Unknown parameter",
    "The profile declares no parameter of this name.",
    "correct its name, or declare it under `parameters` of the profile",
  ),
  "missing-parameter": error(
    "Missing parameter",
    "The profile has no default for it, so its entries are incomplete.",
    "give it in `with`, or give the parameter a `default` in the profile",
  ),
  "nothing-off": error(
    "Nothing to turn off",
    "`off: true` leaves out an entry of a profile, and none of the profiles of the service has this one.",
    "correct its id, or remove the line",
  ),
  "unknown-root": error(
    "Unlisted root",
    "Who writes in another folder would decide what this organization monitors.",
    "list the folder under `roots` of organization.yaml, with the teams whose systems it may have",
  ),
  "unknown-group": error(
    "Group that is no team",
    "Backstage names an owner whom the organization does not know, so nobody would be notified.",
    "add the team, or write its group under `backstage.teams` of organization.yaml",
  ),
  "owner-differs": error(
    "Owners differ",
    "Backstage and the catalog name different owners, and one of them is out of date.",
    "correct one of the two; a service without `owner` takes that of Backstage",
  ),
  "system-differs": error(
    "Systems differ",
    "Backstage and the catalog have a service in different systems, and one of them is out of date.",
    "correct `spec.system` of the component, or move the service",
  ),
  "entity-twice": error(
    "Two components for one service",
    "It would depend on the order of the files who owns it.",
    "rename one component, or say with the annotation `slostack/service` which service each is",
  ),
  "experimental-pages": warning(
    "Experiment that pages",
    "Backstage calls the service experimental, and it wakes people.",
    "set `spec.lifecycle: production` in Backstage, or `stage: ticket` on its alerts and SLOs",
  ),
  "foreign-system": error(
    "System of another team",
    "A folder has systems of the teams that the organization lists for it, so that no team changes what another one is paged for.",
    "move the system to its team's folder, or list the team under `roots` of organization.yaml",
  ),
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
  "two-organizations": error(
    "Second organization",
    "A catalog has one organization, however many folders it is read from.",
    "keep organization.yaml in one of the folders",
  ),
  "duplicate-profile": error(
    "Profile defined twice",
    "It would depend on the order of the files which one a service gets.",
    "rename or remove one of them",
  ),
  "profiles-collide": error(
    "Entry of two profiles",
    "The service would have two entries of one name.",
    "use one of the profiles, or rename the entry in one of them",
  ),
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
} as const satisfies Record<string, Explained>;
