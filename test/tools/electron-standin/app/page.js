// The page's own eval, because the policy does not bind what is evaluated over the DevTools.
let allowed;
try {
  allowed = new Function('return true')();
} catch {
  allowed = false;
}
document.documentElement.dataset.eval = String(allowed);
