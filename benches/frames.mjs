// From a press to the paint in Chromium, for the benchmarks of pages that react to a choice.

/** Presses a box of the page at the beginning of a frame, and waits until that frame is painted. */
const pressed = (page, selector, index) => page.evaluate(([selector, index]) => new Promise((done) => {
  const input = document.querySelectorAll(selector)[index];
  const folded = input.closest('details');
  if (folded) folded.open = true;
  setTimeout(() => requestAnimationFrame(() => {
    const channel = new MessageChannel();
    const start = performance.now();
    channel.port1.onmessage = () => done(performance.now() - start);
    input.click();
    channel.port2.postMessage(0);
  }), 100);
}), [selector, index]);

/**
 * A stopwatch for presses: `press` gives the time until the paint by the clock, `frame` the processor
 * time of the page's thread for that frame (script, style, layout, paint) from Chromium's own trace,
 * which other load on the machine lengthens less.
 */
export async function stopwatch(page) {
  const session = await page.context().newCDPSession(page);
  return {
    slower: (rate) => session.send('Emulation.setCPUThrottlingRate', { rate }),
    press: (selector, index) => pressed(page, selector, index),
    async frame(selector, index) {
      const events = [];
      const take = ({ value }) => events.push(...value);
      session.on('Tracing.dataCollected', take);
      await session.send('Tracing.start', { categories: 'devtools.timeline,cc', transferMode: 'ReportEvents' });
      await pressed(page, selector, index);
      const ended = new Promise((done) => session.once('Tracing.tracingComplete', done));
      await session.send('Tracing.end');
      await ended;
      session.off('Tracing.dataCollected', take);
      const click = events.find(({ name, args }) => name === 'EventDispatch' && args?.data?.type === 'click');
      const around = events.find(({ name, ph, pid, tid, ts, dur }) => name.endsWith('ProxyMain::BeginMainFrame') && ph === 'X'
        && pid === click?.pid && tid === click?.tid && ts <= click.ts && ts + dur >= click.ts + click.dur);
      return around ? around.tdur / 1000 : NaN;
    },
  };
}

/** One line of a table: least, a quarter, median and most. */
export function line(name, times) {
  const sorted = times.filter((time) => !Number.isNaN(time)).sort((one, other) => one - other);
  const at = (share) => (sorted[Math.floor(share * (sorted.length - 1))] ?? NaN).toFixed(2).padStart(7);
  console.log(`${name.padEnd(62)} ${[0, 0.25, 0.5, 1].map(at).join(' ')}`);
}

export const HEAD = `${'milliseconds'.padEnd(62)} minimum quarter  median maximum`;
