package fm.raido.controlroom.letters;

import java.util.Locale;

/** More letters are chosen than a program that has other things to do holds; made for people. */
public final class TooManyLetters extends RuntimeException {
  private static final long serialVersionUID = 1L;

  TooManyLetters(int most) {
    super(
        String.format(
            Locale.ROOT,
            "more than %,d dead letters are chosen (one of over 2 KiB counts as several): choose"
                + " fewer, or use `raido dead-letters`, a program of its own",
            most));
  }
}
