import type { Input } from "@pulumi/pulumi";
import type { StatusComponent, StatusPage as Written } from "../../model/resolved.ts";
import type { StatusPageArgs, StatusPageResourceArgs, StatusPageSectionArgs } from "./inputs.ts";
import { hostOf } from "./names.ts";

/** Days whose availability customers see: a quarter. */
const history = 90;

/** The page name has no environment, because customers read it and only one environment has it. */
export function statusPageArgs({ title, website, support, domain }: Written): StatusPageArgs {
  return {
    companyName: title,
    companyUrl: website,
    ...(support !== undefined && { contactUrl: support }),
    ...hostOf(domain),
    timezone: "UTC",
    history,
    published: true,
  };
}

/** The one section that holds all components. */
export function sectionArgs(page: Input<string>): StatusPageSectionArgs {
  return { statusPageId: page, name: "Current status", position: 0 };
}

/**
 * A row of the page.
 *
 * @param position in the written order, from 0
 * @param monitor id of the monitor that sets its state; without one the state is set by hand
 */
export function componentArgs(
  { title }: StatusComponent,
  position: number,
  at: { readonly page: Input<string>; readonly section: Input<number> },
  monitor: Input<number> | undefined,
): StatusPageResourceArgs {
  const row = { statusPageId: at.page, statusPageSectionId: at.section, publicName: title, position, widgetType: "history" } as const;
  return monitor === undefined ? { ...row, resourceType: "ManuallyTrackedItem" } : { ...row, resourceType: "Monitor", resourceId: monitor };
}
