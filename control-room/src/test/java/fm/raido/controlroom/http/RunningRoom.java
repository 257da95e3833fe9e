package fm.raido.controlroom.http;

import fm.raido.controlroom.ControlRoomProgram;
import fm.raido.controlroom.Topics;
import fm.raido.schemas.wire.Json;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** A control room on a real broker, with somebody in the workers' group, and calls to it. */
final class RunningRoom implements AutoCloseable {
  /** An audio file that its store has. */
  static final String SOUND = "commentary_0123456789abcdef0123456789abcdef.wav";

  static final HttpClient HTTP = HttpClient.newHttpClient();

  final Topics topics;
  final ControlRoomProgram program;
  private final Topics.Member member;

  RunningRoom(Path dir) throws IOException, InterruptedException {
    Path store = Files.createDirectory(dir.resolve("tts"));
    Files.writeString(store.resolve(SOUND), "RIFF0123456789");
    Files.writeString(dir.resolve("secret.wav"), "hidden words");
    topics = new Topics(dir.resolve("kafka"));
    program =
        ControlRoomProgram.start(
            Map.of(
                "KAFKA_BOOTSTRAP_SERVERS",
                topics.bootstrapServers(),
                "CONTROL_ROOM_PORT",
                "0",
                "TTS_CACHE_DIR",
                store.toString()));
    member = topics.member("w1");
  }

  JsonNode room() throws IOException, InterruptedException {
    return json(get("/api/room"));
  }

  static JsonNode json(HttpResponse<String> answer) {
    return Json.MAPPER.readTree(answer.body());
  }

  HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create(program.url().replaceAll("/$", "") + path))
        .header("X-Raido-Request", "test");
  }

  HttpResponse<String> get(String path) throws IOException, InterruptedException {
    return HTTP.send(request(path).build(), BodyHandlers.ofString());
  }

  HttpResponse<String> send(String method, String path, String body)
      throws IOException, InterruptedException {
    return HTTP.send(
        request(path)
            .header("Content-Type", "application/json")
            .method(method, HttpRequest.BodyPublishers.ofString(body))
            .build(),
        BodyHandlers.ofString());
  }

  /** A call whose Host header says what the client of the JDK would not say. */
  String raw(String head) throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), program.port())) {
      socket
          .getOutputStream()
          .write((head + "Connection: close\r\n\r\n").getBytes(StandardCharsets.US_ASCII));
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  @Override
  public void close() {
    member.close();
    program.close();
    topics.close();
  }
}
