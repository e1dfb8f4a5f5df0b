// Talks by the TypeScript client as it is told, a line of JSON each; what comes is a line each.
import { createInterface } from 'node:readline';

const [address, endpoint, userId] = process.argv.slice(2);
const { TockClient } = await import(address);
const client = new TockClient({ endpoint });
const tell = value => console.log(JSON.stringify(value));
const texts = answer => answer.responses.map(message => message.text);

const stream = client.listen({
  userId,
  growing: true,
  onFrame: ({ answer, growing }) =>
    answer && tell({ [growing ? 'growing' : 'pushed']: texts(answer).join(' ') }),
  onState: state => tell({ state }),
});

for await (const line of createInterface({ input: process.stdin })) {
  const { say, stream: streamed, stop } = JSON.parse(line);
  if (say)
    client.send({ query: say, userId }).then(answer => tell({ answer: texts(answer).join(' ') }));
  if (streamed)
    client.sendStreamed({ query: streamed, userId }, answer => tell({ grown: texts(answer)[0] }))
      .then(answer => tell({ answer: texts(answer).join(' ') }));
  if (stop) client.cancel({ userId }).then(cancelled => tell({ cancelled }));
}
stream.close();
