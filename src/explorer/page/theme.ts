/** Light and dark: the system's choice unless somebody chose here; the choice is kept where the browser lets us. */

export function isDark(): boolean {
  const { theme } = document.documentElement.dataset;
  return theme === undefined ? matchMedia('(prefers-color-scheme: dark)').matches : theme === 'dark';
}

export function setDark(dark: boolean): void {
  document.documentElement.dataset.theme = dark ? 'dark' : 'light';
  try {
    localStorage.setItem('theme', dark ? 'dark' : 'light');
  } catch {
    // A file opened in a private window has no storage; the choice then lasts as long as the page.
  }
}
