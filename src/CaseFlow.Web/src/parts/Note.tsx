import { Verbatim } from './Verbatim';
import { Who } from './Who';

// As the server reads it: «@» and a login.
const called = /@([a-z0-9][a-z0-9.\-_]*[a-z0-9])/i;

/** What somebody wrote; who is called in it stands there by name. */
export function Note({ text }: { text: string }) {
  return (
    <div className="note">
      {text.split(called).map((part, place) =>
        place % 2 === 1 ? (
          <strong key={place}>
            @<Who login={part} />
          </strong>
        ) : (
          <Verbatim key={place}>{part}</Verbatim>
        ),
      )}
    </div>
  );
}
