package fm.raido.controlroom.http;

import fm.raido.controlroom.access.Needs;
import fm.raido.controlroom.access.Role;
import fm.raido.controlroom.audio.AudioFiles;
import fm.raido.controlroom.audio.ByteRange;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** The player's files. */
@RestController
public class AudioController {
  private static final Logger LOG = LoggerFactory.getLogger(AudioController.class);
  private static final int CHUNK = 64 * 1024;

  private final AudioFiles files;

  AudioController(AudioFiles files) {
    this.files = files;
  }

  @Needs(Role.LOOK)
  @GetMapping("/api/audio/{name}")
  @Nullable ResponseEntity<Object> audio(
      @PathVariable String name, HttpServletRequest http, HttpServletResponse response)
      throws IOException {
    Optional<AudioFiles.Sound> found;
    try {
      found = files.open(name);
    } catch (IOException e) {
      LOG.warn("Control room: {} cannot be read: {}", name, e.toString());
      return Problem.answer(
          Problem.of(
              HttpStatus.INTERNAL_SERVER_ERROR,
              "unreadable-audio",
              "the audio store has this file, and it cannot be read"));
    }
    if (found.isEmpty()) {
      return Problem.answer(
          Problem.of(
              HttpStatus.NOT_FOUND,
              "unknown-audio",
              "the audio store has no such file, or no more"));
    }
    try (AudioFiles.Sound sound = found.get()) {
      send(sound, http, response);
    }
    return null;
  }

  private static void send(
      AudioFiles.Sound sound, HttpServletRequest http, HttpServletResponse response)
      throws IOException {
    response.setContentType(sound.type());
    response.setHeader(HttpHeaders.ACCEPT_RANGES, "bytes");
    // The name is made of the content's shape: what is under it never changes.
    response.setHeader(HttpHeaders.CACHE_CONTROL, "private, max-age=3600, immutable");
    boolean head = http.getMethod().equals("HEAD");
    switch (ByteRange.of(http.getHeader(HttpHeaders.RANGE), sound.bytes())) {
      case ByteRange.Whole _ -> {
        response.setContentLengthLong(sound.bytes());
        copy(sound.channel(), 0, head ? 0 : sound.bytes(), response.getOutputStream());
      }
      case ByteRange.Part(ByteRange range) -> {
        response.setStatus(HttpStatus.PARTIAL_CONTENT.value());
        response.setHeader(
            HttpHeaders.CONTENT_RANGE,
            "bytes %d-%d/%d".formatted(range.first(), range.last(), sound.bytes()));
        response.setContentLengthLong(range.length());
        copy(sound.channel(), range.first(), head ? 0 : range.length(), response.getOutputStream());
      }
      case ByteRange.Outside _ -> {
        response.setStatus(HttpStatus.REQUESTED_RANGE_NOT_SATISFIABLE.value());
        response.setHeader(HttpHeaders.CONTENT_RANGE, "bytes */" + sound.bytes());
        response.setContentLength(0);
      }
    }
  }

  private static void copy(FileChannel from, long first, long length, OutputStream to)
      throws IOException {
    ByteBuffer buffer = ByteBuffer.allocate((int) Math.max(1, Math.min(CHUNK, length)));
    long at = first;
    long left = length;
    while (left > 0) {
      buffer.clear().limit((int) Math.min(buffer.capacity(), left));
      int read = from.read(buffer, at);
      if (read < 0) {
        return;
      }
      to.write(buffer.array(), 0, read);
      at += read;
      left -= read;
    }
  }
}
