import type { AnnotationsOf } from "../annotations.ts";

/**
 * For `@pagerduty/backstage-plugin`. Its `pagerduty.com/integration-key` is not written: whoever reads a portal could page people with it, and
 * the id of the service alone shows incidents and who is on call.
 */
export const annotationsOf: AnnotationsOf = ({ alerts, objects, idOf }) => {
  const called = alerts.flatMap(({ route }) => (route.kind === "page" ? [route.onCall.id] : []))[0];
  const service = objects.find(({ kind, from }) => kind === "service" && from.includes(`on-call/${called}`));
  return service ? { "pagerduty.com/service-id": idOf(service) } : {};
};
