# Builds Segue from source and runs one subcommand; see docker-compose.yml.
FROM maven:3-eclipse-temurin-25 AS build
WORKDIR /segue
COPY . .
RUN mvn -q -B package -DskipTests \
 && for module in trainer streams-app; do \
      mvn -q -B dependency:copy-dependencies -pl $module -am -DincludeScope=runtime -DexcludeGroupIds=io.segue \
        -DoutputDirectory=/lib/$module \
      && cp schemas/target/segue-*.jar recommender/target/segue-*.jar $module/target/segue-*.jar /lib/$module/; \
    done

FROM eclipse-temurin:25-jre
RUN useradd --uid 10001 --create-home segue && mkdir /state && chown segue /state
COPY --from=build /lib /lib-segue
COPY scripts/container-entrypoint /usr/local/bin/segue
USER 10001
VOLUME /state
ENTRYPOINT ["segue"]
CMD ["--help"]
