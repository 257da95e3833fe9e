# One target a program; today the health agent.
#
#   docker build --target health-agent -t raido-health-agent .
#   docker run -e AGENT_HOST=kokoro-host -e KAFKA_BOOTSTRAP_SERVERS=kafka:9092 raido-health-agent
#
# A container sees the pressure of the machine that it runs on: /proc/pressure is not of its own.

FROM eclipse-temurin:25-jdk AS build
WORKDIR /src
COPY . .
RUN ./mvnw -B -ntp -q -DskipTests -pl health-agent -am package

FROM eclipse-temurin:25-jre AS health-agent
WORKDIR /opt/raido
COPY --from=build /src/health-agent/target/agent/ ./
# Its classes as they are once it works, so that it starts in a third of the time. It needs no brokers for that.
RUN AGENT_HOST=training KAFKA_BOOTSTRAP_SERVERS=127.0.0.1:1 timeout -s TERM 4 \
      java @agent.jvm -XX:AOTCacheOutput=agent.aot -jar raido-agent.jar; \
    test -f agent.aot
ENV MALLOC_ARENA_MAX=1
USER 65532:65532
# It says goodbye within 3 s, so that its end is no silence.
STOPSIGNAL SIGTERM
ENTRYPOINT ["java", "@agent.jvm", "-XX:AOTCache=agent.aot", "-jar", "raido-agent.jar"]
