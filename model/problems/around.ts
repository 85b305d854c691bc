import { type Explained, error } from "./explained.ts";

/** Codes about approvals, probes, dashboards and logs. */
export const around = {
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
  "budget-apart": error(
    "Budgets that make no single one",
    "One figure has one window and one source, and is no figure where one of its SLOs has none.",
    "name SLOs of one window and source, without groups",
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
