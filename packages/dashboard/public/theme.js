// Before the first paint, so that a dark page never flashes white. A file, since the policy allows no inline script.
document.documentElement.dataset.theme =
  localStorage.getItem('agentaudit.theme') ?? (matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light');
