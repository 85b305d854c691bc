import * as pulumi from "@pulumi/pulumi";
import { StatusPage, StatusPageResource, StatusPageSection } from "./resources.ts";
import type { Page } from "./select.ts";
import { componentArgs, sectionArgs, statusPageArgs } from "./status-page.ts";

export interface CustomersArgs {
  readonly pages: readonly Page[];
  /** ids of the monitors by path of the probe */
  readonly monitors: ReadonlyMap<string, pulumi.Output<number>>;
  /** true: a page, whose address customers know, cannot be deleted */
  readonly protect: boolean;
}

/** What customers see: a status page a system, with its components in the written order. */
export class Customers extends pulumi.ComponentResource {
  private readonly args: CustomersArgs;

  constructor(name: string, args: CustomersArgs, options: pulumi.ComponentResourceOptions) {
    super("slostack:better-stack:Customers", name, {}, options);
    this.args = args;
    for (const page of args.pages) this.page(page);
    this.registerOutputs({ pages: args.pages.map(({ page }) => `https://${page.domain}`) });
  }

  private page({ page: written, components, ...names }: Page): void {
    const page = new StatusPage(names.name, statusPageArgs(written), { ...this.child(names), protect: this.args.protect }).id;
    const section = new StatusPageSection(names.name, sectionArgs(page), this.child(names)).id.apply(Number);
    for (const [position, { component, ...row }] of components.entries()) {
      const monitor = component.signal && this.args.monitors.get(component.signal.path);
      // The provider keeps the id of the old monitor where a row no longer has one, so that another type is another row.
      const options = { ...this.child(row), replaceOnChanges: ["resourceType"] };
      new StatusPageResource(row.name, componentArgs(component, position, { page, section }, monitor), options);
    }
  }

  private child({ formerNames }: { readonly formerNames: readonly string[] }): pulumi.CustomResourceOptions {
    return { parent: this, aliases: formerNames.map((name) => ({ name })) };
  }
}
