import type { Environment } from "../../model/resolved.ts";
import type { Kubernetes } from "./section.ts";

/** An object as `kubectl apply` takes it. */
export interface KubernetesObject {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: {
    readonly name: string;
    readonly namespace: string;
    readonly labels: Readonly<Record<string, string>>;
  };
  readonly spec: object;
}

/** By these `kubectl apply --prune` finds what is rendered no longer. They win over labels of the catalog. */
const ownLabels = ({ id }: Environment) => ({ "app.kubernetes.io/managed-by": "slostack", "slostack/environment": id });

/**
 * An object of this environment.
 *
 * @param name after the environment, because two environments may share a namespace
 */
export function objectOf(
  [apiVersion, kind]: readonly [apiVersion: string, kind: string],
  name: string,
  { namespace, labels }: Kubernetes,
  environment: Environment,
  spec: object,
): KubernetesObject {
  return {
    apiVersion,
    kind,
    metadata: { name: `${environment.id}--${name}`, namespace, labels: { ...labels, ...ownLabels(environment) } },
    spec,
  };
}

/** One key of a Secret in the namespace of the object. */
export interface SecretKey {
  readonly name: string;
  readonly key: string;
}
