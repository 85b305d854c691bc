import { type Explained, error, warning } from "./explained.ts";

/** Codes about people, pagers and environments. */
export const people = {
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
  "override-ended": warning(
    "Override in the past",
    "It calls no one any more, and no pager holds it.",
    "remove it; the history of the file keeps it",
  ),
  "override-overlap": error(
    "Two overrides at once",
    "Where overrides overlap, only their order would decide who is paged.",
    "let one end when the other begins, or name the `layer` of each",
  ),
  "override-too-long": error(
    "Override of more than a year",
    "Who takes over for so long is part of the rotation, and an end so far away is often a typo.",
    "correct `to`, or change the rotation",
  ),
  "override-without-effect": warning(
    "Override without effect",
    "The same people are on call without it.",
    "correct `from`, `to`, `who` or `instead-of`, or remove it",
  ),
  "invalid-time-zone": error("Unknown time zone", "Hours need a time zone.", "use an IANA name, for example Europe/Berlin"),
  "zones-apart": error(
    "Clocks that change on different days",
    "A pager has one time zone for a schedule. Hours of another one are exact only while the clocks of both change together.",
    "write the layer in the time zone of the schedule",
  ),
  "holidays-over": warning(
    "No holiday to come",
    "Every day of the list has passed: from now on the hours count as if there were no holidays.",
    "add the days of the coming year, or remove the list",
  ),
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
    "add a channel of Slack or Teams, or a mailbox, to the channel",
  ),
  "channel-empty": error("Empty channel", "Posts to it reach no one.", "set one or more of slack, teams, email and webhook"),
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
  "other-server": error(
    "Rules for another server",
    "Servers count increases in different ways: rules for one of them count an event as two thirds or four thirds on another.",
    "set the `server` of the source to what evaluates its rules, or render objects for another operator",
  ),
  "namespace-missing": error(
    "Environment without a namespace",
    "Where namespaces are given per environment, each environment needs its own: its objects would be nowhere.",
    "write a namespace for the environment, or one for all",
  ),
} as const satisfies Record<string, Explained>;
