const names: readonly RegExp[] = [
  /^\.env/,
  /\.(?:pem|key|p12|pfx|jks|keystore|kdbx|ppk|tfstate)$/,
  /^id_(?:rsa|dsa|ecdsa|ed25519)(?:_sk)?$/,
  /^(?:\.npmrc|\.pypirc|\.netrc|_netrc|\.pgpass|\.htpasswd|\.git-credentials|\.dockercfg)$/,
  /^secrets?\.(?:json|ya?ml|toml)$/,
  /^(?:service-account|client_secret).*\.json$/,
];
const paths: readonly RegExp[] = [
  /(?:^|\/)\.aws\/credentials$/,
  /(?:^|\/)\.docker\/config\.json$/,
  /(?:^|\/)\.(?:ssh|gnupg)\//,
];

/** The file is of a kind that holds passwords or keys and is therefore never sent to a model. */
export function isSecretPath(path: string): boolean {
  const folded = path.normalize("NFKC").toLowerCase();
  const name = folded.slice(folded.lastIndexOf("/") + 1);
  return names.some((pattern) => pattern.test(name)) || paths.some((p) => p.test(folded));
}
