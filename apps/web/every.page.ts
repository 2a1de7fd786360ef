interface PageOf {
  pageInfo: { hasNextPage: boolean; endCursor: string | null };
}

/**
 * One page after another of a list, for a file that holds all of it.
 * @param most pages, beyond which a file is of no use
 * @param ask gives the page after a cursor
 */
export async function everyPage<Page extends PageOf>(
  most: number,
  ask: (after: string | null) => Promise<Page>,
): Promise<Page[]> {
  const pages: Page[] = [];
  for (let after: string | null = null; pages.length < most;) {
    const page: Page = await ask(after);
    pages.push(page);
    if (!page.pageInfo.hasNextPage) break;
    after = page.pageInfo.endCursor;
  }
  return pages;
}
