// A page as it would be if a browser did not know policies: then the cleaning alone must hold.

const POLICY = /<meta http-equiv="Content-Security-Policy"[^>]*>/g;

export function withoutPolicy(html) {
  const bare = html.replace(POLICY, '');
  if (bare === html) throw new Error('A page has no policy that could be taken out');
  return bare;
}
