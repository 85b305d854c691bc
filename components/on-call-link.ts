import type { Input } from "@pulumi/pulumi";
import type { DashboardSpec, Link } from "../dashboards/dashboard.ts";
import type { AnyShape, Refs } from "./plan.ts";

/** Where people see who is on call for the service of a dashboard; undefined where nobody is, or no pager tells its address. */
export const onCallAddress = ({ service }: DashboardSpec, refs: Pick<Refs<AnyShape>, "address">): Input<string> | undefined =>
  service?.onCall && refs.address(service.onCall);

/** The link to it, once the address is known. */
export const onCallLinks = (url: string | undefined, title = "On call"): Link[] => (url === undefined ? [] : [{ title, url }]);
