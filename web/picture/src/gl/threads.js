/** The WebGL program of ties in very big scenes: threads one pixel wide, drawn quickly and not answering to the pointer. */

import { EdgeProgram } from "sigma/rendering";
import { floatColor } from "sigma/utils";

const VERTEX = `
attribute vec4 a_color;
attribute vec2 a_position;
uniform mat3 u_matrix;
varying vec4 v_color;
void main() {
  v_color = vec4(a_color.rgb, a_color.a * 255.0 / 254.0);
  #ifdef PICKING_MODE
  gl_Position = vec4(2.0, 2.0, 0.0, 1.0);
  #else
  gl_Position = vec4((u_matrix * vec3(a_position, 1.0)).xy, 0.0, 1.0);
  #endif
}`;

const FRAGMENT = `
precision mediump float;
varying vec4 v_color;
uniform float u_fade;
void main() {
  float alpha = v_color.a * u_fade;
  gl_FragColor = vec4(v_color.rgb * alpha, alpha);
}`;

/** Make the program; `theme.fade` is how strong threads are. */
export function createThreadProgram(theme) {
  return class extends EdgeProgram {
    getDefinition() {
      const { FLOAT, UNSIGNED_BYTE, LINES } = WebGLRenderingContext;
      return {
        VERTICES: 2,
        VERTEX_SHADER_SOURCE: VERTEX,
        FRAGMENT_SHADER_SOURCE: FRAGMENT,
        METHOD: LINES,
        UNIFORMS: ["u_matrix", "u_fade"],
        ATTRIBUTES: [
          { name: "a_position", size: 2, type: FLOAT },
          { name: "a_color", size: 4, type: UNSIGNED_BYTE, normalized: true },
        ],
      };
    }

    processVisibleItem(id, at, source, target, edge) {
      const { array } = this;
      const colour = floatColor(edge.color);
      array[at++] = source.x;
      array[at++] = source.y;
      array[at++] = colour;
      array[at++] = target.x;
      array[at++] = target.y;
      array[at++] = colour;
    }

    setUniforms(params, { gl, uniformLocations: u }) {
      gl.uniformMatrix3fv(u.u_matrix, false, params.matrix);
      if (u.u_fade) gl.uniform1f(u.u_fade, theme.fade);
    }
  };
}
