import * as pulumi from "@pulumi/pulumi";
import { Plugin } from "./provider.ts";

/**
 * Serves the plugin until the engine ends it.
 *
 * @param args those of the engine: its address, and flags for logs
 */
export function serve(args: string[]): Promise<void> {
  return pulumi.provider.main(new Plugin(), args);
}
