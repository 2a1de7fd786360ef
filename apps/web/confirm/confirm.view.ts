import type { PageView } from '../page.renderer.js';

/** What is asked before something goes that cannot be brought back. The form is sent to the address of the page. */
export interface Confirmation extends PageView {
  /** What it belongs to. */
  caption?: string;
  /** What goes, and what stays. */
  warning: string;
  /** An address that tells it from others like it. */
  address?: string;
  /** Words that go with it. */
  words?: { name: string; label: string; hint?: string; value: string };
  button: string;
  /** What not doing it is called. */
  keep: string;
  back: string;
  backText: string;
}
