import { Fault } from "./fault.ts";
import type { Context, Environment } from "./settings.ts";

/** Variables by which a job requests its GitHub identity token; child processes do not get them. */
const request = ["ACTIONS_ID_TOKEN_REQUEST_URL", "ACTIONS_ID_TOKEN_REQUEST_TOKEN"] as const;

/**
 * The environment of a program that uses AWS. If a role is configured and the job has an identity token, they are exchanged for
 * keys that end within the hour (AssumeRoleWithWebIdentity of STS); else it stays as it is.
 *
 * @throws Fault if GitHub or STS refuses
 */
export async function withAws({ env, write }: Context): Promise<Environment> {
  const { AWS_ROLE_ARN: role, AWS_REGION: region, AWS_ENDPOINT_URL_STS: own } = env;
  const [url, token] = request.map((name) => env[name]);
  const rest = Object.fromEntries(Object.entries(env).filter(([name]) => !(request as readonly string[]).includes(name)));
  if (!role || !url || !token) return rest;
  const address = new URL(url);
  address.searchParams.set("audience", "sts.amazonaws.com");
  const said = await asked("GitHub", address, { headers: { authorization: `Bearer ${token}` } });
  const identity = (JSON.parse(said) as { readonly value?: unknown }).value;
  if (typeof identity !== "string") throw new Fault("GitHub hands out no token for this job: it needs the permission id-token: write");
  const form = {
    Action: "AssumeRoleWithWebIdentity",
    Version: "2011-06-15",
    RoleArn: role,
    RoleSessionName: "slostack",
    WebIdentityToken: identity,
  };
  const sts = new URL(own || (region ? `https://sts.${region}.amazonaws.com/` : "https://sts.amazonaws.com/"));
  const answer = await asked("STS", sts, { method: "POST", body: new URLSearchParams(form) });
  const [id, secret, session] = ["AccessKeyId", "SecretAccessKey", "SessionToken"].map(
    (name) => new RegExp(`<${name}>([^<]+)</${name}>`).exec(answer)?.[1],
  );
  if (!id || !secret || !session) throw new Fault("STS returned no keys: is AWS_ENDPOINT_URL_STS the address of STS?");
  for (const one of [secret, session]) write(`::add-mask::${one}\n`);
  return { ...rest, AWS_ACCESS_KEY_ID: id, AWS_SECRET_ACCESS_KEY: secret, AWS_SESSION_TOKEN: session };
}

async function asked(service: string, url: URL, init: RequestInit): Promise<string> {
  const answer = await fetch(url, { ...init, redirect: "error", signal: AbortSignal.timeout(30_000) }).catch((error: unknown) => {
    throw new Fault(`${service} (${url.host}) did not respond: ${error instanceof Error ? error.message : error}`);
  });
  const text = await answer.text();
  // The error message of STS names the role and the reason, never a key.
  if (!answer.ok)
    throw new Fault(
      `${service} (${url.host}) answers ${answer.status}: ${/<Message>([^<]*)<\/Message>/.exec(text)?.[1] ?? "no further details"}`,
    );
  return text;
}
