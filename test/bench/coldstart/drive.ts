/** Loaded before the main process's own module (`--require`): runs the script of the environment in the first page, and tells what it answers. */
import { app, type WebContents } from 'electron';

const mark = 'holdfast-bench: ';

async function drive(contents: WebContents): Promise<void> {
  const answer: unknown = await contents.executeJavaScript(
    process.env['HOLDFAST_BENCH_DRIVE'] ?? '',
  );
  console.log(mark + JSON.stringify(answer));
}

app.once('web-contents-created', (_event, contents) => {
  contents.once('dom-ready', () => {
    drive(contents).catch((error: unknown) => console.log(mark + JSON.stringify(String(error))));
  });
});
