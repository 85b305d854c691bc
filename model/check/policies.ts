import { parseWindow } from "../calendar-window.ts";
import { formatDuration, parseDuration, parseShare } from "../quantity.ts";
import { unmeasurable } from "./measurable.ts";
import { type Check, own } from "./report.ts";

/** The long window of a tier is at most this part of the window that it watches (design of the tiers; see monitors/). */
export const longestPart = 4;

/** Every policy pages by its page tiers and not by its tickets, and each of its tiers can apply at its own window. */
export const checkPolicies: Check = ({ organization }, report) => {
  const { policies, severities } = organization.value;
  for (const [id, severity] of Object.entries(severities))
    if (severity.route === "page" && severity.during !== undefined)
      report(
        organization,
        ["severities", id, "during"],
        "page-held-back",
        `${JSON.stringify(id)} pages, but only in ${JSON.stringify(severity.during)}`,
      );
  for (const [id, policy] of Object.entries(policies)) {
    const routeOf = (severity: string) => own(severities, severity)?.route;
    if (routeOf(policy["page-severity"]) === "post")
      report(
        organization,
        ["policies", id, "page-severity"],
        "slo-without-page",
        `${JSON.stringify(policy["page-severity"])} posts, so SLOs with this policy never page`,
      );
    if (routeOf(policy["ticket-severity"]) === "page")
      report(organization, ["policies", id, "ticket-severity"], "ticket-pages", `${JSON.stringify(policy["ticket-severity"])} pages`);
    const { window, calendar } = parseWindow(policy.window);
    const fault = calendar ? undefined : unmeasurable(policy.window);
    if (fault !== undefined) report(organization, ["policies", id, "window"], "window-unmeasurable", fault);
    for (const kind of ["page", "ticket"] as const)
      for (const [index, tier] of policy[kind].entries()) {
        const long = parseDuration(tier.in);
        const path = ["policies", id, kind, index];
        const unmeasured = unmeasurable(tier.in);
        if (unmeasured !== undefined) report(organization, [...path, "in"], "window-unmeasurable", unmeasured);
        else if (long > window / longestPart)
          report(
            organization,
            path,
            "tier-cannot-apply",
            `${tier.in} is longer than ${formatDuration(window / longestPart)}, a quarter of ${policy.window}`,
          );
        else if (parseShare(tier.share).mul(window).div(long).compare(1) < 0)
          report(organization, path, "tier-cannot-apply", `${tier.share} in ${tier.in} is slower than the error budget may be spent`);
      }
  }
};
